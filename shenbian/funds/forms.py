"""What people say when money moves."""

from __future__ import annotations

from django import forms

from shenbian.funds.accounts import plain
from shenbian.funds.fields import Yuan, day

_NAMELESS = "会写进台账，请不要写人名和号码"


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, help_text=_NAMELESS)

    class Privacy:
        plain = frozenset({"reason"})


class Adjusted(forms.Form):
    """More or less of a budget item, by which paper, from when."""

    amount = Yuan(label="调整金额", signed=True, help_text="调减写负数")
    paper = forms.CharField(label="调整文号", max_length=100)
    on = day("批准日期")

    class Privacy:
        plain = frozenset({"amount", "paper", "on"})


class Answered(forms.Form):
    """The bank has paid."""

    receipt = forms.CharField(label="银行回单号", max_length=100)
    paid_on = day("支付日期")

    class Privacy:
        plain = frozenset({"receipt", "paid_on"})


class Account(forms.Form):
    """Whose account it shall be paid to."""

    bank = forms.CharField(label="开户银行", max_length=100, required=False)
    account = forms.CharField(label="银行账号", max_length=60)

    class Privacy:
        personal = frozenset({"bank"})
        sealed = frozenset({"account"})

    def clean_account(self) -> str:
        try:
            return plain(str(self.cleaned_data["account"]))
        except ValueError as why:
            raise forms.ValidationError(str(why)) from why
