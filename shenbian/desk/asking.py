"""A form and what is done with it: refused with the reason and everything still typed, or done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django import forms
from django.http import Http404, HttpRequest

from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused

T = TypeVar("T")


@dataclass(frozen=True)
class Asked(Generic[T]):
    """`done` is what came of it, None while nothing did; `refused` says why not; `status` is the page's own."""

    done: T | None = None
    refused: str = ""
    status: int = 200


def ask(request: HttpRequest, form: forms.Form, do: Callable[[], T]) -> Asked[T]:
    """Do it when the form was sent and holds. Raises Http404 where it is not for the one who asks."""
    if request.method != "POST":
        return Asked()
    if not form.is_valid():
        return Asked(status=422)
    try:
        return Asked(done=do())
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        return Asked(refused=no.reasons[0], status=422)
