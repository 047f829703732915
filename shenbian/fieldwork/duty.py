"""A day out there, noted on the phone by whoever was there: handed on to `deployments`, which keeps such days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.deployments.actions import Noted, note
from shenbian.deployments.declared import DUTY_DAY, Sending
from shenbian.deployments.queries import places_known
from shenbian.deployments.rules import standing_by
from shenbian.editions.form import Field, FieldKind
from shenbian.fieldwork.verbs import About, Onward, Verb
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right

_NAMELESS = "不写人名和号码"
_PLACE = "place"


@dataclass(frozen=True)
class DutyDays(Onward):
    """The kernel of days out there."""

    programme: str

    def open_to(self, actor: Actor) -> bool:
        return bool(standing_by({post.role_key for post in actor.posts}))

    def take(self, record: Any, *, by: Actor) -> str:
        told: Mapping[str, Any] = record.answers
        noted = Noted(
            programme=self.programme,
            person=record.person,
            day=record.happened_on,
            place=told[_PLACE],
            work=told.get("work", ""),
            problem=told.get("problem", ""),
            evidence=record.subject,
        )
        return note(noted, by=by).subject

    def offered(self, actor: Actor, *, most: int) -> Sequence[str]:
        return places_known(actor, most=most)


def noting(sending: Sending, *, key: str, icon: str) -> Verb:
    """The verb by which a day of this sending is noted."""
    asked = [
        Field(key=_PLACE, title=sending.place, help="写全称", longest=100, sensitivity=Sensitivity.PLAIN),
        Field(
            key="work", title="工作内容", help=f"{_NAMELESS}；不填就按任务单", longest=200, required=False,
            sensitivity=Sensitivity.PLAIN,
        ),
    ]  # fmt: skip
    if sending.problems:
        help_ = f"没有就不填；{_NAMELESS}"
        asked.append(
            Field(
                key="problem", title="发现的问题", help=help_, kind=FieldKind.LONG_TEXT, longest=300, required=False,
                sensitivity=Sensitivity.PLAIN,
            )
        )  # fmt: skip
    return Verb(
        key=key,
        programme=sending.programme,
        title=sending.title,
        icon=icon,
        desk=sending.desk,
        kind=DUTY_DAY,
        about=About.ONESELF,
        right=Right.ENTRY_MAKE,
        lists=_PLACE,
        onward=DutyDays(sending.programme),
        questions=tuple(asked),
        facets=lambda answers: {},
    )
