"""What people are sent out for (下沉类别): said by its programme beside its metrics. A declaration; no models.

A programme that sends people declares one; its orders, day log, problem list, the phone's form, the states and the fact
of a day follow from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shenbian.facts.kind import Kind, kinds
from shenbian.rights.catalogue import Desk

DUTY_DAY = "duty.day"


@dataclass(frozen=True, kw_only=True)
class Sending:
    """`title` is what a day of it is called (下沉值守), `place` how the place is asked for.

    `problems`: whoever was there says what problem they found, or that there was none; each is followed to its end.
    `cover`: the metric whose list all go once a year; the desk shows who has not, before it is too late.
    """

    programme: str
    title: str
    desk: Desk
    place: str
    problems: bool = False
    cover: str = ""

    @property
    def fact(self) -> Kind:
        return kinds[DUTY_DAY]


class Sendings:
    """The registry, by the key of the programme, in the order of the catalogue."""

    def __init__(self) -> None:
        self._all: dict[str, Sending] = {}

    def add(self, *sendings: Sending) -> None:
        for sending in sendings:
            if sending.programme in self._all:
                raise ValueError(f"programme {sending.programme} sends people twice")
            self._all[sending.programme] = sending

    def __getitem__(self, programme: str) -> Sending:
        return self._all[programme]

    def __contains__(self, programme: object) -> bool:
        return programme in self._all

    def __iter__(self) -> Iterator[Sending]:
        return iter(self._all.values())


sendings = Sendings()
