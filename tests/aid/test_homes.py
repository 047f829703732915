"""Who lives together, as a standing file says: whom of them the house knows."""

from __future__ import annotations

from typing import Any

from shenbian.aid.homes import household_of
from shenbian.flow.actions import perform
from tests.aid.conftest import Help, On


def test_those_whom_a_standing_file_names_live_together(aid: Help, on: On, django_assert_num_queries: Any) -> None:
    wife = aid.place.admit(aid.place.plant, "李秀英")[0].person
    gao, bo = aid.person(aid.gao), aid.person(aid.bo)
    home = [aid.home[0], aid.member_of(wife, "spouse"), aid.home[2]]
    draft = aid.filled(home=home)
    assert household_of([gao.pk, wife.pk]) == {}
    aid.filed(on, aid.verified(aid.visited(perform("submit", on=draft, by=aid.gao, said={"agree": True}))))
    with django_assert_num_queries(2):
        found = household_of([gao.pk, wife.pk, bo.pk])
    assert found == dict.fromkeys((gao.pk, wife.pk), frozenset({gao.pk, wife.pk}))
