"""To whom a page is open: said once, above its view, and read by the matrix in `docs/made/rights.md`.

A stranger is led to the sign-in, an officer without a second factor to that; who is signed in and not concerned finds
nothing there (404). What a page shows of the things it is open for is the view's own business: it asks
`rights.rules.covered`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Access:
    """`title` is what the matrix prints; `lets_in` answers for somebody who is signed in."""

    title: str
    signed_in: bool = True
    officer: bool = False
    rights: tuple[Right, ...] = ()

    def lets_in(self, actor: Actor) -> bool:
        if self.officer and not actor.posts:
            return False
        if not self.rights:
            return True
        return any(reaches(actor, right) for right in self.rights)


PUBLIC = Access("人人", signed_in=False)
SIGNED_IN = Access("登录的人")
OFFICER = Access("任职的人", officer=True)


def needs(*rights: Right) -> Access:
    """Officers whose posts give one of these rights, wherever."""
    return Access("、".join(right.label for right in rights), officer=True, rights=rights)


class PageRequest(HttpRequest):
    """What a view gets: `actor` acts in the scope they chose; it is a stranger (no person) on public pages alone."""

    actor: Actor
    everything: Actor  # with all posts, whatever the scope
    half_in: bool  # an officer without a second factor: their posts are left at the door


def page(access: Access) -> Callable[[View], View]:
    """Declare a view's access and hold it."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if access.signed_in:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                if access.officer and request.half_in:
                    return redirect_to_login(request.get_full_path(), reverse("account_second"), REDIRECT_FIELD_NAME)
                if not access.lets_in(request.actor):
                    raise Http404
            return view(request, *args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return cast(View, guarded)

    return wrap
