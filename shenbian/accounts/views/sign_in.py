"""Signing in and out: django-allauth's views with our words around them."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.http import HttpRequest

from shenbian.accounts.forms import PasswordForm, PhoneForm
from shenbian.accounts.models import Account
from shenbian.accounts.sms import SCREEN, on_screen
from shenbian.accounts.views.elsewhere import ways
from shenbian.kit import mask


def _both_ways(view: Any, **said: Any) -> dict[str, Any]:
    """What the first page needs whichever of its two forms was sent."""
    request: HttpRequest = view.request
    following = request.POST.get("next") or request.GET.get("next") or ""
    return {
        "phone_form": PhoneForm(),
        "password_form": PasswordForm(request=request),
        "next": following,
        "ways": ways(request, process="login", following=following),
        "demo": on_screen(),
        **said,
    }


class _Afresh:
    """Who comes back to the first page begins anew: another number, or the other way."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        clear_login(request)


class Password(_Afresh, allauth.LoginView):  # type: ignore[misc]  # allauth is not typed
    """The first page; its second form (login name and password) is sent here."""

    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().get_context_data(**kwargs)
        sent = self.request.method == "POST"
        said.update(_both_ways(self, **({"password_form": said["form"]} if sent else {})))
        return said | {"by_password": sent or said["next"].startswith("/desk/")}


class Code(_Afresh, allauth.RequestLoginCodeView):  # type: ignore[misc]
    """A code is asked for by the first form of the first page."""

    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().get_context_data(**kwargs)
        sent = self.request.method == "POST"
        return said | _both_ways(self, **({"phone_form": said["form"]} if sent else {}))


class Confirm(allauth.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code is written here."""

    template_name = "account/code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().get_context_data(**kwargs)
        said["phone"] = mask.phone(said["phone"] or "")
        return said | {"message": self.request.session.get(SCREEN) if on_screen() else ""}


class Second(mfa.AuthenticateView):  # type: ignore[misc]
    """The second factor, where one is set up, is asked for during sign-in."""

    template_name = "mfa/code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().get_context_data(**kwargs)
        return said | {"current": current_code(self.stage.login.user) if on_screen() else ""}


class Blocked(allauth.AccountInactiveView):  # type: ignore[misc]
    """Says why a blocked account does not open, and who opens it."""

    template_name = "account/blocked.html"


class Trust(mfa.TrustView):  # type: ignore[misc]
    """Whether this device shall be known."""

    template_name = "mfa/trust.html"


def current_code(account: Account) -> str:
    """What the account's authenticator shows now. Only for the demo, whose screen plays the phone."""
    known = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    return code_of(decrypt(known.data["secret"])) if known else ""


def code_of(secret: str) -> str:
    """What an authenticator with this secret shows now."""
    counters = list(yield_hotp_counters_from_time())
    shown: str = format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
    return shown
