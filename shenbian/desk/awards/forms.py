"""Forms by which a public notice is drawn up, an objection taken down, a list of payments prepared."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.awards.models import Benefit, NoticeLine, PublicNotice
from shenbian.awards.queries import lines_of
from shenbian.editions.models import Entry
from shenbian.funds.models import Commitment
from shenbian.kit.money import written

MOST = 500  # lines of one list


class Announcing(forms.Form):
    """Which applications are made public, under which title, and whom to call."""

    title = forms.CharField(label="公示名称", max_length=200)
    contact = forms.CharField(label="联系方式", max_length=200, help_text="部门和电话，例如：劳动经济部 69440000")
    chosen = forms.ModelMultipleChoiceField(
        Entry.objects.none(), label="列入公示的申请", widget=forms.CheckboxSelectMultiple
    )

    class Privacy:
        plain = frozenset({"title", "contact"})

    def __init__(self, said: Any = None, *, rows: list[Entry], title: str) -> None:
        super().__init__(said, initial={"title": title, "chosen": [each.pk for each in rows]})
        field: Any = self.fields["chosen"]
        field.queryset = Entry.objects.filter(pk__in=[each.pk for each in rows])
        field.choices = [(each.pk, _of_entry(each)) for each in rows]


def _of_entry(entry: Entry) -> str:
    fen = entry.outcome.get("fen")
    return f"{entry.person.name} · {entry.outcome.get('tier', '')} · {written(fen) if fen else ''} · {entry.number}"


class Paying(forms.Form):
    """Out of which commitment, and to whom."""

    commitment = forms.ModelChoiceField(Commitment.objects.none(), label="从哪张审批单支付", empty_label=None)
    chosen = forms.ModelMultipleChoiceField(
        Benefit.objects.none(), label="列入付款的决定", widget=forms.CheckboxSelectMultiple
    )

    class Privacy:
        plain = frozenset({"commitment", "chosen"})

    def __init__(self, said: Any = None, *, rows: list[Benefit], commitments: Any) -> None:
        super().__init__(said, initial={"chosen": [each.pk for each in rows]})
        field: Any = self.fields["chosen"]
        field.queryset = Benefit.objects.filter(pk__in=[each.pk for each in rows]).select_related("person", "unit")
        field.choices = [(each.pk, _of_benefit(each)) for each in rows]
        source: Any = self.fields["commitment"]
        source.queryset = commitments


def _of_benefit(benefit: Benefit) -> str:
    who = benefit.person.name if benefit.person else str(benefit.unit)
    return f"{who} · {benefit.tier} · {written(benefit.amount_fen)} · {benefit.number}"


class TakenDown(forms.Form):
    """What somebody said at the counter, on the phone or in a letter."""

    line = forms.ModelChoiceField(NoticeLine.objects.none(), label="对哪一行", required=False, empty_label="全部内容")
    name = forms.CharField(label="提出人", max_length=60, required=False, help_text="匿名的不填")
    contact = forms.CharField(label="联系方式", max_length=100, required=False)
    text = forms.CharField(label="异议内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))

    class Privacy:
        plain = frozenset({"line"})

    def __init__(self, said: Any = None, *, notice: PublicNotice) -> None:
        super().__init__(said)
        rows = lines_of(notice).filter(outcome="open")
        field: Any = self.fields["line"]
        field.queryset = rows
        field.label_from_instance = lambda line: f"{line.place}. {line.masked} {line.told}"
