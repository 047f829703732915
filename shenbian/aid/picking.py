"""Goods are given to those whose file stands: the roster from which 送温暖 and 送清凉 pick (goods.rosters)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shenbian.aid.queries import standing_files
from shenbian.goods.rosters import Roster, rosters
from shenbian.rights.actor import Actor


def of_standing_files(actor: Actor, on: date) -> Sequence[tuple[int, str]]:
    """The applicants of the files within an officer's reach that stood on a day, by number: neither class nor cause."""
    files = standing_files(actor, on).exclude(person=None)
    return [
        (each.person.merged_into_id or each.person.pk, f"{each.number} {each.person.name} · {each.organisation}")
        for each in files
        if each.person is not None
    ]


rosters.add(Roster(key="hardship", title="在册困难职工", people=of_standing_files))
