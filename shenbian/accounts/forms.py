"""The forms of the door, in the words of the house."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from shenbian.accounts.models import Account
from shenbian.people.rules import BadPerson, phone_number

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "6"}


class Phone(forms.CharField):
    """A mobile number as people type it; clean, it has 11 digits."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"label": _("手机号"), "widget": forms.TextInput({"type": "tel", "autocomplete": "tel"})}
        super().__init__(**{**said, **kwargs})

    def clean(self, value: Any) -> str:
        try:
            return phone_number(super().clean(value))
        except BadPerson as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class PhoneForm(account.RequestLoginCodeForm):  # type: ignore[misc]  # allauth is not typed
    """A phone number to which a code goes; the field comes from the adapter."""


class CodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that came by SMS."""

    code = forms.CharField(label=_("验证码"), widget=forms.TextInput({**_CODE, "autofocus": True}))


class PasswordForm(account.LoginForm):  # type: ignore[misc]
    """Login name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="登录名", max_length=60, widget=forms.TextInput({"autocomplete": "username"})
        )
        self.fields["password"] = forms.CharField(
            label="密码", widget=forms.PasswordInput({"autocomplete": "current-password"}), strip=False
        )
        self.order_fields(["login", "password"])


class SecondForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator, or one of the recovery codes."""

    code = forms.CharField(
        label="动态口令或备用码",
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class FirstCodeForm(forms.Form):
    """The first code of an authenticator that is being set up: proves that it was."""

    code = forms.CharField(label="手机上显示的 6 位数字", widget=forms.TextInput(_CODE))


class NewPasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label="新密码",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="至少 10 个字，不能全是数字，也不要用常见的密码。",
    )
    again = forms.CharField(label="再写一遍", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "password" in said and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", "两次写的密码不一样，请再写一遍。")
        return said
