"""How django-allauth finds our people, speaks our words and keeps our secrets."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shenbian.accounts.actions import account_by_phone
from shenbian.accounts.factors import settle
from shenbian.accounts.forms import Phone
from shenbian.accounts.limits import again_at, clock
from shenbian.accounts.middleware import SEEN
from shenbian.accounts.models import Account
from shenbian.accounts.sms import sender
from shenbian.kit import keys

CONNECT = "connect_on_sign_in"  # in the session: an account from elsewhere whose owner is not known yet
_CONNECT_FOR = 5 * 60  # seconds: the next to sign in on a shared device is somebody else
_WRONG = "登录名或密码不对。请核对后再试；忘了密码，请找本区总工会的安全管理员重新发设置链接。"
_WORDS = {
    "account_inactive": _("这个账号已停用。"),
    "incorrect_code": _("验证码不对，请看清短信再写一遍。"),
    "incorrect_password": "密码不对，请再写一遍。",
    "username_password_mismatch": _WRONG,
    "phone_password_mismatch": _WRONG,
    "invalid_login": _WRONG,
}
_LATER = {"too_many_login_attempts": "login_failed", "rate_limited": "request_login_code"}


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Phone and password; nobody signs up here: whoever has an account is a person in the registers."""

    error_messages = {**DefaultAccountAdapter.error_messages, **_WORDS}

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.error_messages = {**self.error_messages, **{code: _later(action) for code, action in _LATER.items()}}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: str | None = None, **kwargs: Any
    ) -> None:
        """What went wrong is said; that something went well is seen."""
        if message:
            messages.add_message(request, level, message)

    def phone_form_field(self, **kwargs: Any) -> Phone:
        return Phone(**kwargs)

    def clean_phone(self, phone: str) -> str:
        return phone

    def get_user_by_phone(self, phone: str) -> Account | None:
        return account_by_phone(phone)

    def get_phone(self, user: Account) -> None:
        """Numbers are kept by `people`, sealed; the door only recognises them."""

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:
        """Numbers are corrected in the register of people, never here."""

    def set_phone_verified(self, user: Account, phone: str) -> None:
        """Every number that a code came to is as good as any other."""

    def send_verification_code_sms(self, user: Account, phone: str, code: str, **kwargs: Any) -> None:
        text = f"【身边】您的登录验证码是 {code}，3 分钟内有效。请不要告诉别人。"
        sender().send(phone, text, request=self.request)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """The page says the same to everybody; only the phone's owner learns that the number is not known."""
        text = "【身边】有人用这个手机号登录，但它没有登记，或登记在几个人名下。请联系您的工会更正后再登录。"
        sender().send(phone, text, request=self.request)

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        _forget_phone(request)
        request.session[SEEN] = int(timezone.now().timestamp())
        settle(request)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        _connect(request, user)
        return response


def _later(action: str) -> str:
    when = clock(again_at(action))
    return gettext("试的次数太多了。为了账号安全，请在 %(when)s 以后再试。") % {"when": when}


def _forget_phone(request: HttpRequest) -> None:
    """The session keeps how one signed in, not with which number: numbers stay sealed."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {key: value for key, value in record.items() if key != "phone"} for record in records
    ]


def _connect(request: HttpRequest, user: Account) -> None:
    """Join the account from elsewhere with which this browser came before its owner signed in."""
    kept, until = request.session.pop(CONNECT, (None, 0))
    if kept is None or timezone.now().timestamp() > until:
        return
    login = SocialLogin.deserialize(kept)
    login.lookup()
    if not login.is_existing:
        login.connect(request, user)
        told = gettext("已连接%(way)s，下次可以直接用它登录。不是您自己的？请到“其他登录方式”断开。")
        messages.success(request, told % {"way": login.provider.name})


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticators are sealed with the installation's key, like identity numbers."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "口令不对。动态口令每 30 秒换一次，请写现在显示的 6 位数字，并核对手机的时间。",
    }

    def encrypt(self, text: str) -> str:
        return keys.ring().seal(text.encode(), _PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return keys.ring().open(bytes.fromhex(encrypted_text), _PLACE).decode()

    def get_totp_issuer(self) -> str:
        return "身边"

    def get_totp_label(self, user: Account) -> str:
        return user.login


_PLACE = b"accounts.authenticator"


class Elsewhere(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account from elsewhere opens an account of ours that it is connected to, and makes none."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": "这个账号已经连接到另一个人的账号。请先用那个账号登录并断开。",
        "disconnect_last": "这是您唯一的登录方式，不能断开。",
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever is unknown is asked to sign in by phone first; then the two are joined."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        request.session[CONNECT] = (sociallogin.serialize(), timezone.now().timestamp() + _CONNECT_FOR)
        messages.info(request, gettext("第一次用这种方式登录：请先用手机号验证一次，之后就不用了。"))
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def validate_disconnect(self, account: Any, accounts: Any) -> None:
        if not people_can_still_sign_in(account.user):
            raise ValidationError(self.error_messages["disconnect_last"])

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("socialaccount_connections")


def people_can_still_sign_in(account: Account) -> bool:
    """Whether a password or a known phone remains."""
    return account.has_usable_password() or account.person.phone_index is not None
