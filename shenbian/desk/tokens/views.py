"""My tokens: what programs of mine may enter by, made and ended by me."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.accounts.models import Account, Token
from shenbian.accounts.tokens import LONGEST, make_token, own_posts, revoke_token, standing
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.models import Post

SELF = "self"  # in no post, as a worker


class Asked(forms.Form):
    """What for, in which post, for how long."""

    title = forms.CharField(label="用途", max_length=60, help_text="给什么程序用，例如：年报系统取数")
    post = forms.ChoiceField(label="以什么身份")
    days = forms.IntegerField(label="有效几天", min_value=1, max_value=LONGEST, initial=90)

    def __init__(self, posts: list[Post], data: Any = None) -> None:
        super().__init__(data)
        mine = [(str(post.pk), f"{post.organisation}的{post.role.title}") for post in posts]
        self.fields["post"].choices = [*mine, (SELF, "职工本人，不用职务")]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(OFFICER)
def tokens(request: PageRequest) -> HttpResponse:
    """Those that stand, and a form for another; its secret is shown on this answer alone."""
    account = _own(request)
    posts = own_posts(account)
    form = Asked(posts, request.POST if request.method == "POST" else None)
    told: dict[str, Any] = {"form": form, "refused": "", "secret": ""}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        post = next((each for each in posts if str(each.pk) == said["post"]), None)
        until = today() + timedelta(days=said["days"])
        try:
            made, told["secret"] = make_token(
                account, title=said["title"], until_on=until, by=request.everything, post=post
            )
            told["made"], told["form"] = made, Asked(posts)
        except Refused as no:
            told["refused"] = str(no)
    told["tokens"] = list(standing(account))
    wrong = request.method == "POST" and not told["secret"]
    return render(request, "desk/tokens/tokens.html", told, status=(409 if told["refused"] else 422) if wrong else 200)


@require_POST
@page(OFFICER)
def revoke(request: PageRequest, pk: int) -> HttpResponse:
    """End one of mine."""
    token = get_object_or_404(Token.objects.select_related("account"), pk=pk, account=_own(request))
    try:
        revoke_token(token, by=request.everything)
    except Refused as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, f"令牌“{token.title}”已停用，用它的程序马上进不来了。")
    return redirect("desk:tokens")


def _own(request: PageRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)
    return account
