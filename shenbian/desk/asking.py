"""A form and what is done with it: refused with the reason and everything still typed, or done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.http import Http404, HttpRequest

from shenbian.flow.actions import Outcome
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


@dataclass(frozen=True)
class AskedMany:
    """Something for several at once: `done` counts those for whom it went well, `not_done` stay with their reasons."""

    sent: bool
    done: int
    not_done: Sequence[Outcome[Any]]
    refused: str
    status: int

    @property
    def all_done(self) -> bool:
        """Whether the page is done with: it was done for somebody or nobody, and nobody stayed behind."""
        return self.sent and not self.not_done

    def told(self) -> dict[str, Any]:
        """What `desk/asked.html` says of it."""
        return {"refused": self.refused, "not_done": self.not_done, "done": self.done}


def ask_many(request: HttpRequest, form: forms.Form, do: Callable[[], Sequence[Outcome[Any]]]) -> AskedMany:
    """`ask` for what has an outcome for each; some of them refused is a conflict (409)."""
    asked = ask(request, form, do)
    outcomes = asked.done or ()
    not_done = [each for each in outcomes if not each.moved]
    done, status = len(outcomes) - len(not_done), 409 if not_done else asked.status
    return AskedMany(asked.done is not None, done, not_done, asked.refused, status)
