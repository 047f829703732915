"""Every request knows who acts and in which scope, read once and only when asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, cached_property

from shenbian.accounts.factors import proven
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of

SCOPE = "scope"  # in the session: the id of the post in which one acts; none: all of them
SEEN = "seen"  # in the session: when it was last written, in seconds
STRANGER = Actor("stranger", label="访客")
_STEPS = 30  # a session is written again after this part of its idle time, not at every request


class Acting:
    """Middleware: `request.everything` is the actor with all their posts, `request.actor` in the chosen scope.

    `request.half_in`: an officer who has not shown a second factor. Their posts are left at the door.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        who = _Who(request)
        request.half_in = SimpleLazyObject(lambda: who.half_in)
        request.everything = SimpleLazyObject(lambda: who.everything)
        request.actor = SimpleLazyObject(lambda: who.in_scope)
        return self.get_response(request)


class _Who:
    """Who makes a request, each answer found once."""

    def __init__(self, request: Any) -> None:
        self.request = request

    @cached_property
    def whole(self) -> Actor:
        user = self.request.user
        return actor_of(user.person) if user.is_authenticated else STRANGER

    @cached_property
    def half_in(self) -> bool:
        return bool(self.whole.posts) and not proven(self.request)

    @cached_property
    def everything(self) -> Actor:
        return replace(self.whole, posts=()) if self.half_in else self.whole

    @cached_property
    def in_scope(self) -> Actor:
        """With the one post they chose to act in; a post that has ended leaves all the others."""
        chosen = tuple(post for post in self.everything.posts if post.pk == self.request.session.get(SCOPE))
        return replace(self.everything, posts=chosen) if chosen else self.everything


class Idle:
    """Middleware: a session lives on while it is used. Django ends it by itself when its idle time has run out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get(SEEN)
            if seen is not None and now - seen > request.session.get_expiry_age() // _STEPS:
                request.session[SEEN] = now
        return response
