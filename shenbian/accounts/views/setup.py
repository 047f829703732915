"""The page behind a one-time link: the owner of an account sets the password."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.accounts.actions import end_sessions
from shenbian.accounts.forms import NewPasswordForm
from shenbian.accounts.limits import limited
from shenbian.accounts.models import Account
from shenbian.accounts.rules import account_of_link, link_is_good


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
@never_cache
@limited("setup", "20/m/ip")
@page(PUBLIC)
def set_up(request: PageRequest, coded: str, token: str) -> HttpResponse:
    """Set the password and go on signing in. A link that was used or is too old says where to get another."""
    account = Account.objects.filter(pk=account_of_link(coded) or 0).select_related("person").first()
    if account is None or not link_is_good(account, token):
        return render(request, "account/link_over.html", status=410)
    form = NewPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        end_sessions(account)
        record_authentication(request, account, method="password", username=account.login)
        response: HttpResponse = perform_login(request, Login(user=account, redirect_url="/desk/"))
        return response
    return render(request, "account/set_up.html", {"form": form, "account": account})
