"""An officer's second factor: set up at the first sign-in, shown at every later one."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret, get_totp_secret, validate_totp_code
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.accounts.factors import methods, settle
from shenbian.accounts.forms import FirstCodeForm, SecondForm
from shenbian.accounts.models import Account
from shenbian.accounts.sms import on_screen
from shenbian.accounts.views.sign_in import code_of, current_code

RECOVERY = "recovery_codes_shown"  # in the session: fresh recovery codes wait to be shown, once


@require_http_methods(["GET", "POST"])
@never_cache
@page(SIGNED_IN)
def second(request: PageRequest) -> HttpResponse:
    """Where an officer is led on the way to the desk: to set up, to show, or to be told what is missing."""
    account = _account(request)
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        return _show(request, account)
    if "password" not in methods(request):
        return render(request, "mfa/password_first.html", {"has_password": account.has_usable_password()})
    return _set_up(request, account)


def _show(request: PageRequest, account: Account) -> HttpResponse:
    form = SecondForm(request.POST or None, user=account)
    if request.method == "POST" and form.is_valid():
        form.save()
        settle(request)
        return redirect(_onward(request))
    current = current_code(account) if on_screen() else ""
    return render(request, "mfa/code.html", {"form": form, "current": current, "next": _onward(request)})


def _set_up(request: PageRequest, account: Account) -> HttpResponse:
    form, secret = FirstCodeForm(request.POST or None), get_totp_secret()
    if request.method == "POST" and form.is_valid() and _proves(form, secret, account):
        _activate(request, account, secret)
        settle(request)
        request.session[RECOVERY] = _onward(request)
        return redirect("account_recovery_codes")
    url = get_adapter().build_totp_url(account, secret)
    said = {
        "form": form,
        "secret": [secret[at : at + 4] for at in range(0, len(secret), 4)],
        "url": url,
        "current": code_of(secret) if on_screen() else "",
        "next": _onward(request),
    }
    return render(request, "mfa/set_up.html", said)


def _proves(form: FirstCodeForm, secret: str, account: Account) -> bool:
    try:
        forgive = check_rate_limit(account)
    except ValidationError as too_often:
        form.add_error("code", too_often)
        return False
    if not validate_totp_code(secret, form.cleaned_data["code"]):
        form.add_error("code", get_adapter().error_messages["incorrect_code"])
        return False
    forgive()
    return True


@transaction.atomic
def _activate(request: PageRequest, account: Account, secret: str) -> None:
    Account.objects.select_for_update().get(pk=account.pk)  # two tabs set up one authenticator
    made = TOTP.activate(account, secret).instance
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    clear_totp_secret(request)
    post_authentication(request, made)


@require_http_methods(["GET", "POST"])
@never_cache
@page(SIGNED_IN)
def recovery_codes(request: PageRequest) -> HttpResponse:
    """Shown once, after the authenticator was set up; a POST says that they are kept, and goes on to the desk."""
    account = _account(request)
    known = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    if RECOVERY not in request.session or known is None:
        return redirect("account_second" if request.half_in else settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        return redirect(request.session.pop(RECOVERY))
    return render(request, "mfa/recovery.html", {"codes": known.wrap().get_unused_codes(), "login": account.login})


def _account(request: PageRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user


def _onward(request: PageRequest) -> str:
    """Where the officer wanted to go."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/desk/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/desk/"
