"""Forms by which money is planned, set aside, paid and returned."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.funds.actions import Pay, Plan
from shenbian.funds.chart import accounts_on
from shenbian.funds.fields import Yuan, day
from shenbian.funds.labour import fees_at
from shenbian.funds.models import BudgetItem, Commitment, PaymentBatch
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches
from shenbian.rights.within import person_said
from shenbian.standard.programme import catalogue


def bodies_of(actor: Actor, right: Right) -> Any:
    """The bodies at which somebody holds a post with this right."""
    here = {post.organisation_id for post in actor.posts if right in post.role.rights}
    return Organisation.objects.filter(pk__in=here).order_by("path")


class NewItem(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="工会", empty_label=None)
    programme = forms.ChoiceField(label="项目")
    title = forms.CharField(label="预算项目", max_length=200)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    amount_fen = Yuan(label="金额(元)")
    origin = forms.ChoiceField(label="资金来源")
    account = forms.ChoiceField(label="科目")
    earmark = forms.CharField(label="专款用途", max_length=200, required=False)

    class Privacy:
        plain = frozenset("organisation programme title year amount_fen origin account earmark".split())

    def __init__(self, said: Any = None, *, actor: Actor) -> None:
        super().__init__(said, initial={"year": today().year})
        fields: dict[str, Any] = self.fields
        reach = reaches(actor, Right.EDITION_MANAGE)
        mine = [each for each in catalogue if any(not at.desks or each.desk.value in at.desks for at in reach)]
        fields["organisation"].queryset = bodies_of(actor, Right.EDITION_MANAGE)
        fields["programme"].choices = [(each.key, each.title) for each in mine]
        fields["origin"].choices = BudgetItem._meta.get_field("origin").flatchoices
        fields["account"].choices = [(code, f"{code} {title}") for code, title in accounts_on(today()).items()]


class NewCommitment(forms.Form):
    title = forms.CharField(label="事项", max_length=200)
    form = forms.ChoiceField(label="支出形式")
    amount_fen = Yuan(label="金额(元)")
    seller = forms.CharField(label="供应商或承办方", max_length=100, required=False)
    minute = forms.CharField(
        label="会议纪要文号", max_length=100, required=False, help_text="达到集体决策标准的必须写明"
    )
    contract = forms.CharField(label="合同编号", max_length=100, required=False)
    quotes = forms.CharField(
        label="询价",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一家：供应商 报价",
    )

    class Privacy:
        plain = frozenset("title form amount_fen seller minute contract quotes".split())

    def __init__(self, said: Any = None) -> None:
        super().__init__(said)
        fields: dict[str, Any] = self.fields
        fields["form"].choices = Commitment._meta.get_field("form").flatchoices

    def clean_quotes(self) -> list[dict[str, str]]:
        """Who asked how much, as it was written."""
        lines = (line.split() for line in str(self.cleaned_data["quotes"]).splitlines())
        return [{"seller": " ".join(words[:-1]) or words[0], "said": words[-1]} for words in lines if words]

    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class NewPayment(forms.Form):
    """Whom it goes to depends on the form of the commitment."""

    person = forms.CharField(
        label="收款人", max_length=60, required=False, help_text="证件号码，或者姓名（没有同名时）"
    )
    receiver = forms.ModelChoiceField(
        Organisation.objects.none(), label="收款工会", required=False, empty_label="不是拨付"
    )
    payee = forms.CharField(label="收款方户名", max_length=100, required=False)
    amount_fen = Yuan(label="金额(元)")
    bank = forms.CharField(label="开户银行", max_length=100, required=False)
    account = forms.CharField(label="银行账号", max_length=60, required=False, help_text="加密保存，只显示末四位")
    basis = forms.CharField(label="事由", max_length=200, required=False)
    grade = forms.ChoiceField(label="劳务费档次", required=False, help_text="付劳务费的选一档，按规则代扣个人所得税")
    half_days = forms.IntegerField(label="几个半天", min_value=0, max_value=60, required=False)
    drawn_in = forms.ModelChoiceField(
        PaymentBatch.objects.none(), label="放进付款批次", required=False, empty_label="单独支付"
    )

    class Privacy:
        plain = frozenset("receiver amount_fen basis grade half_days drawn_in".split())
        personal = frozenset("person payee bank".split())
        sealed = frozenset({"account"})

    def __init__(self, said: Any = None, *, commitment: Commitment, actor: Actor) -> None:
        super().__init__(said, initial={"payee": commitment.seller})
        self.actor, self.commitment = actor, commitment
        fields: dict[str, Any] = self.fields
        wanted = {"person": "person", "transfer": "receiver"}.get(commitment.form, "payee")
        for name in {"person", "receiver", "payee"} - {wanted}:
            del fields[name]
        fields[wanted].required = True
        if wanted == "receiver":
            below = Organisation.objects.filter(path__startswith=commitment.organisation.path, dissolved_on=None)
            fields["receiver"].queryset = below.exclude(pk=commitment.organisation_id).order_by("path")
        if wanted == "person":
            fees = fees_at(commitment.organisation)
            fields["grade"].choices = [("", "不是劳务费"), *((each["code"], each["title"]) for each in fees)]
        else:
            del fields["grade"], fields["half_days"]
        open_ = PaymentBatch.objects.filter(organisation=commitment.organisation, status="prepared")
        fields["drawn_in"].queryset = open_.order_by("-pk")

    def clean_person(self) -> Any:
        found = person_said(str(self.cleaned_data["person"]), actor=self.actor, right=Right.PAYMENT_PREPARE)
        if found.person is None:
            raise forms.ValidationError(found.why)
        return found.person

    def pay(self) -> Pay:
        said = {name: value for name, value in self.cleaned_data.items() if name != "drawn_in"}
        return Pay(**said | ({"half_days": said["half_days"] or 0} if "half_days" in said else {}))


class NewInvoice(forms.Form):
    number = forms.CharField(label="发票号码", max_length=40)
    seller = forms.CharField(label="销售方", max_length=100)
    amount_fen = Yuan(label="金额(元)")
    dated_on = day("开票日期")

    class Privacy:
        plain = frozenset("number seller amount_fen dated_on".split())


class NewRefund(forms.Form):
    amount_fen = Yuan(label="退回金额(元)")
    on = day("退回日期")
    receipt = forms.CharField(label="银行回单号", max_length=100)

    class Privacy:
        plain = frozenset("amount_fen on receipt".split())


class NewBatch(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="付款工会", empty_label=None)
    title = forms.CharField(label="批次名称", max_length=200, help_text="例如：9月职业技能助推金")

    class Privacy:
        plain = frozenset("organisation title".split())

    def __init__(self, said: Any = None, *, actor: Actor) -> None:
        super().__init__(said)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = bodies_of(actor, Right.PAYMENT_PREPARE)


class BanksAnswer(forms.Form):
    paper = forms.FileField(label="银行回执", help_text="CSV 或 .xlsx，栏目见规则表“银行回执的栏目”")

    class Privacy:
        sealed = frozenset({"paper"})
