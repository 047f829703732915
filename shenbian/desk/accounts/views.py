"""Accounts, as the security administrator keeps them: open, block, hand out a new link, void a second factor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts import actions
from shenbian.accounts.access import PageRequest, needs, page
from shenbian.accounts.models import Account
from shenbian.accounts.queries import people_to_open_for
from shenbian.accounts.rules import setup_path
from shenbian.desk.accounts.listing import one_account, page_of_accounts, page_of_people
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right

KEEPS = needs(Right.ACCOUNT_KEEP)


@dataclass(frozen=True)
class Verb:
    """What may be done with an account: its button says `title` and `after`, the list says `done`."""

    key: str
    title: str
    after: str
    done: str
    do: Callable[..., Any]
    shown: Callable[[Any], bool]


VERBS = (
    Verb(
        "link",
        "重发设置链接",
        "原来的密码作废，所有登录退出；把新链接交给本人",
        "",
        actions.forget_password,
        lambda account: account.is_active,
    ),
    Verb(
        "factor",
        "重置动态口令",
        "原来的动态口令和备用码作废，本人下次登录时重新设置",
        "动态口令已作废，本人下次用密码登录时重新设置。",
        actions.forget_factor,
        lambda account: account.is_active and account.has_factor,
    ),
    Verb(
        "block",
        "停用账号",
        "马上退出所有登录，恢复以前不能再登录",
        "账号已停用，所有登录已退出。",
        actions.block,
        lambda account: account.is_active,
    ),
    Verb(
        "unblock",
        "恢复账号",
        "本人可以重新登录",
        "账号已恢复。",
        actions.unblock,
        lambda account: not account.is_active,
    ),
)


class WhyForm(forms.Form):
    """No account is touched without a reason; the trace keeps it."""

    why = forms.CharField(label="事由", max_length=200, help_text="写明依据，如：本人9月6日书面申请。会记入留痕。")


class LoginForm(forms.Form):
    """The name by which an officer will sign in."""

    login = forms.CharField(label="登录名", max_length=60, help_text="3 至 60 个字，可用姓名拼音；以后不常改。")


@never_cache
@require_safe
@page(KEEPS)
def accounts(request: PageRequest) -> HttpResponse:
    """All accounts within reach, or the officers who have none yet (`show=open`)."""
    typed, after = request.GET.get("q", "").strip()[:40], request.GET.get("after", "")
    waiting = request.GET.get("show") == "open"
    listing = page_of_people if waiting else page_of_accounts
    listed = listing(request.actor, typed=typed, after=after, day=today())
    said = {"listed": listed, "typed": typed, "waiting": waiting, "hidden": [("show", "open")] if waiting else []}
    return render(request, "desk/accounts/accounts.html", said)


@never_cache
@require_safe
@page(KEEPS)
def account(request: PageRequest, pk: int) -> HttpResponse:
    """One account and what may be done with it."""
    return _shown(request, _account(request, pk))


@never_cache
@require_POST
@page(KEEPS)
def change(request: PageRequest, pk: int, verb: str) -> HttpResponse:
    """Do one of the verbs, with its reason."""
    known, chosen = _account(request, pk), next((each for each in VERBS if each.key == verb), None)
    if chosen is None:
        raise Http404
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _shown(request, known, form, chosen.key)
    try:
        now = chosen.do(known, by=request.actor, why=form.cleaned_data["why"])
    except Refused as refused:
        return _shown(request, known, refusal=_said(refused))
    if chosen.key == "link":
        return _link(request, now)
    messages.success(request, f"{known.person.name}：{chosen.done}")
    return redirect("desk:account", pk=pk)


@never_cache
@require_http_methods(["GET", "POST"])
@page(KEEPS)
def open_for(request: PageRequest, key: int) -> HttpResponse:
    """Open an account for an officer who has none, and hand out the link."""
    person = get_object_or_404(people_to_open_for(request.actor, today()), key=key)
    form, refusal = LoginForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            return _link(request, actions.open_account(person, login=form.cleaned_data["login"], by=request.actor))
        except Refused as refused:
            refusal = _said(refused)
    return render(request, "desk/accounts/open.html", {"person": person, "form": form, "refusal": refusal})


def _account(request: PageRequest, pk: int) -> Any:
    return get_object_or_404(one_account(request.actor, day=today()), pk=pk)


def _shown(
    request: PageRequest, known: Any, form: forms.Form | None = None, asked: str = "", refusal: str = ""
) -> HttpResponse:
    verbs = [
        {"verb": verb, "form": form if verb.key == asked else WhyForm(auto_id=f"{verb.key}_%s")}
        for verb in VERBS
        if verb.shown(known)
    ]
    said = {"account": known, "verbs": verbs, "asked": asked, "refusal": refusal}
    return render(request, "desk/accounts/account.html", said, status=200)


def _link(request: PageRequest, made: Account) -> HttpResponse:
    """The link, this once: to be scanned, copied or printed, and given to its owner in person."""
    address = request.build_absolute_uri(setup_path(made))
    return render(request, "desk/accounts/link.html", {"account": made, "address": address})


def _said(refused: Refused) -> str:
    return next(iter(refused.reasons.values()))
