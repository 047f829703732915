"""What an officer says of a file: why they open it, which paper they hang on it, what shall be given, what is made
public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from shenbian.aid.declared import PAPERS, Form
from shenbian.aid.forms import YuanField
from shenbian.aid.models import Dossier, Help
from shenbian.funds.accounts import plain
from shenbian.funds.models import Commitment
from shenbian.kit.money import written
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation

MOST = 200  # files or helps of one list


class Opening(forms.Form):
    why = forms.CharField(label="查阅事由", max_length=150, help_text="本人和家人能看到谁在什么时候、为什么查阅")


class SignedPaper(forms.Form):
    said = forms.ChoiceField(label="材料", choices=[(each, each) for each in PAPERS])
    file = forms.FileField(label="照片或扫描件")


class Proposal(forms.Form):
    form = forms.ChoiceField(label="帮扶方式", choices=Form.choices)
    title = forms.CharField(label="帮扶事项", max_length=100, help_text="例如：医疗帮扶、送温暖慰问金；不写病情")
    amount = YuanField(label="金额或价值（元）")


class ForMany(Proposal):
    """The same help for each of the chosen files."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="帮扶工会", empty_label=None)
    every = forms.BooleanField(label="下面列出的每一户", required=False)
    chosen = forms.ModelMultipleChoiceField(
        Dossier.objects.none(), label="或者只选几户", required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("organisation", "form", "title", "amount", "every", "chosen")

    class Privacy:
        plain = frozenset({"organisation", "form", "title", "amount", "every", "chosen"})

    def __init__(self, said: Any = None, *, rows: Sequence[Dossier], bodies: Sequence[Organisation]) -> None:
        super().__init__(said)
        fields: dict[str, Any] = self.fields
        fields["amount"].label = "每户金额或价值（元）"
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in bodies])
        fields["chosen"].queryset = Dossier.objects.filter(pk__in=[each.pk for each in rows]).select_related(
            *Dossier.RELATED
        )
        fields["chosen"].choices = [(each.pk, _of_file(each)) for each in rows]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("every"):
            told["chosen"] = self.fields["chosen"].queryset  # type: ignore[attr-defined]
        elif not told.get("chosen") and "chosen" not in self.errors:
            self.add_error("chosen", "还没有选家庭。")
        return told


def _of_file(file: Dossier) -> str:
    name = file.person.name if file.person else "（台账未列姓名）"
    return f"{file.number} {name} · {file.get_klass_display()} · {file.organisation}"


class PayingHelps(forms.Form):
    """Out of which commitment, to whom, into which accounts."""

    commitment = forms.ModelChoiceField(Commitment.objects.none(), label="从哪张审批单支付", empty_label=None)
    helped = forms.ModelMultipleChoiceField(
        Help.objects.none(), label="列入付款的帮扶", widget=forms.CheckboxSelectMultiple
    )
    listed = forms.CharField(
        label="收款账户",
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一户：档案编号、开户银行、银行账号，可以从表格里整块粘贴；没有写的先编付款，送银行前补",
    )

    class Privacy:
        plain = frozenset({"commitment", "helped"})
        sealed = frozenset({"listed"})

    def __init__(self, said: Any = None, *, rows: Sequence[Help], commitments: Any) -> None:
        super().__init__(said, initial={"helped": [each.pk for each in rows]})
        self.rows = {each.pk: each for each in rows}
        fields: dict[str, Any] = self.fields
        fields["commitment"].queryset = commitments
        fields["helped"].queryset = Help.objects.filter(pk__in=self.rows)
        fields["helped"].choices = [(each.pk, _of_help(each)) for each in rows]

    def clean_listed(self) -> dict[str, tuple[str, str]]:
        """Bank and account by the number of the file; a line that cannot be read is said with its own number."""
        told: dict[str, tuple[str, str]] = {}
        numbers = {each.dossier.number for each in self.rows.values()}
        for place, line in enumerate(str(self.cleaned_data["listed"]).splitlines(), 1):
            words = line.split()
            if not words:
                continue
            if len(words) != 3 or words[0] not in numbers:
                raise forms.ValidationError(f"第{place}行应依次写列表里的档案编号、开户银行、银行账号。")
            if words[0] in told:
                raise forms.ValidationError(f"第{place}行：档案{words[0]}写了两次。")
            try:
                told[words[0]] = (words[1], plain(words[2]))
            except ValueError as why:
                raise forms.ValidationError(f"第{place}行：{why}") from why
        return told

    def chosen(self) -> list[Help]:
        """The helps that are paid, in the order of the page."""
        wanted = {each.pk for each in self.cleaned_data["helped"]}
        return [each for pk, each in self.rows.items() if pk in wanted]

    def accounts(self) -> list[tuple[str, str]]:
        """Bank and account number of each that is chosen; empty where none was written."""
        return [self.cleaned_data["listed"].get(each.dossier.number, ("", "")) for each in self.chosen()]


def _of_help(help_: Help) -> str:
    name = help_.dossier.person.name if help_.dossier.person else "（台账未列姓名）"
    return f"{help_.dossier.number} {name} · {help_.title} · {written(help_.amount_fen)}"


class ForNotice(forms.Form):
    """Which files, under which title."""

    title = forms.CharField(label="公示名称", max_length=200)
    contact = forms.CharField(label="联系方式", max_length=200, help_text="有异议的人向哪里反映")
    chosen = forms.ModelMultipleChoiceField(
        Dossier.objects.none(), label="列入公示的档案", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, said: Any = None, *, waiting: Any) -> None:
        super().__init__(said, initial={"title": f"{today().year}年拟建档困难职工公示"})
        chosen: Any = self.fields["chosen"]
        chosen.queryset = waiting
        chosen.label_from_instance = lambda each: f"{each.person.name}，{each.get_klass_display()}，{each.organisation}"
