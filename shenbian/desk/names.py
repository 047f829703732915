"""Who is meant by a name that traces and facts keep: one query for a page; and who was not found in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shenbian.jobs.timed import PREFIX, clockwork
from shenbian.people.models import Person
from shenbian.rights.within import Named

_OPERATOR = "operator:"
_PERSON = "person:"


def key_of(ref: str) -> int | None:
    """The person's key in "person:<key>"; None for others."""
    key = ref.removeprefix(_PERSON)
    return int(key) if ref.startswith(_PERSON) and key.isdigit() else None


def people_by_key(keys: Iterable[int | None]) -> dict[int, Person]:
    """People by their keys. One query, none where nobody is asked for."""
    wanted = {key for key in keys if key is not None}
    return {each.key: each for each in Person.objects.filter(key__in=wanted)} if wanted else {}


def label_of(ref: str, people: dict[int, Person]) -> str:
    """How a reader knows an actor."""
    key = key_of(ref)
    if key is not None:
        return people[key].name if key in people else "已不在册的人"
    if ref.startswith(_OPERATOR):
        return f"服务器操作员 {ref.removeprefix(_OPERATOR)}"
    if ref.startswith(PREFIX):
        timed = ref.removeprefix(PREFIX)
        return clockwork[timed].actor.label if timed in clockwork else "定时任务"
    return ref


def wrong_in(found: Sequence[Named]) -> list[str]:
    """Why somebody of a list was not found, each with their line where there are several: numbers are not repeated."""
    many = len(found) > 1
    return [f"第{line}行：{each.why}" if many else each.why for line, each in enumerate(found, 1) if each.why]
