"""Every request knows who acts and in which scope, read once and only when asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of

SCOPE = "scope"  # in the session: the id of the post in which one acts; none: all of them
STRANGER = Actor("stranger", label="访客")


class Acting:
    """Middleware that sets `request.everything` (the actor with all their posts) and `request.actor` (in scope)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.everything = SimpleLazyObject(lambda: _everything(request))
        request.actor = SimpleLazyObject(lambda: _in_scope(request))
        return self.get_response(request)


def _everything(request: Any) -> Actor:
    return actor_of(request.user.person) if request.user.is_authenticated else STRANGER


def _in_scope(request: Any) -> Actor:
    """The actor with the one post they chose to act in; a post that has ended leaves all the others."""
    actor: Actor = request.everything
    chosen = tuple(post for post in actor.posts if post.pk == request.session.get(SCOPE))
    return replace(actor, posts=chosen) if chosen else replace(actor)
