"""One household, one file: whoever is in one is in no other, and only who may know hears where."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from shenbian.aid.actions import Invalid, begin_dossier, save_part, set_household
from shenbian.aid.models import Dossier, HouseholdMember
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, WrongMoment
from shenbian.kit.refusal import Refused
from shenbian.rights.queries import actor_of
from tests.aid.conftest import SELF, Help, member

HIDDEN = "，请联系区总工会职工服务条线核实，"


def wife(aid: Help) -> tuple[object, list[dict[str, object]]]:
    """Gao's wife works at the same plant, and applies herself."""
    found = aid.place.admit(aid.place.plant, "李秀英")[0].person
    me = aid.member_of(found, "self")
    aid.home[1] = {**aid.home[1], "number": me["number"]}
    return actor_of(found), [me, {**aid.home[0], "relation": "spouse"}]


def test_a_second_file_of_one_household_is_refused(aid: Help) -> None:
    her, home = wife(aid)
    aid.submitted()
    draft = aid.filled(her, home)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=f"申请人已列入另一份在办或在册的困难档案{HIDDEN}"):
        perform("submit", on=draft, by=her, said={"agree": True})  # type: ignore[arg-type]


def test_only_who_may_read_the_other_file_hears_which_it_is(aid: Help) -> None:
    her, home = wife(aid)
    first = aid.submitted()
    draft = aid.filled(her, home)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=f"（机械厂工会，编号{first.pk}）"):
        perform("register", on=draft, by=aid.bo)


def test_a_file_that_stands_no_more_is_in_nobodys_way(aid: Help) -> None:
    her, home = wife(aid)
    perform("withdraw", on=aid.submitted(), by=aid.gao)
    draft = aid.filled(her, home)  # type: ignore[arg-type]
    assert perform("submit", on=draft, by=her, said={"agree": True}).status == "submitted"  # type: ignore[arg-type]


def test_the_database_keeps_one_household_in_one_file(aid: Help) -> None:
    her, home = wife(aid)
    aid.submitted()
    draft = aid.filled(her, home)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError, match="one_household_one_file"), transaction.atomic():
        Dossier.objects.filter(pk=draft.pk).update(status="submitted", phase="waiting", waits_for="entry.endorse")


def test_a_draft_is_its_applicants_alone_and_is_given_again(aid: Help) -> None:
    draft = aid.filled()
    assert begin_dossier(aid.person(aid.gao), programme="hardship", by=aid.gao) == draft
    with pytest.raises(NotYours):
        begin_dossier(aid.person(aid.gao), programme="hardship", by=aid.wei)
    with pytest.raises(NotYours):
        save_part(draft, "self", SELF, by=aid.wei)


def test_what_is_missing_is_named(aid: Help) -> None:
    draft = begin_dossier(aid.person(aid.gao), programme="hardship", by=aid.gao)
    save_part(draft, "self", SELF, by=aid.gao)
    with pytest.raises(Refused, match="还没有填写：收入和支出、致困原因、家庭成员"):
        perform("submit", on=draft, by=aid.gao, said={"agree": True})


def test_nothing_is_changed_once_it_was_handed_in(aid: Help) -> None:
    with pytest.raises(WrongMoment):
        save_part(aid.submitted(), "self", SELF, by=aid.bo)


def errors(aid: Help, *home: dict[str, object]) -> dict[str, list[str]]:
    draft = begin_dossier(aid.person(aid.gao), programme="hardship", by=aid.gao)
    with pytest.raises(Invalid) as told:
        set_household(draft, home, by=aid.gao)
    return told.value.errors


def test_what_is_wrong_in_a_household_is_named_by_row_and_field(aid: Help) -> None:
    me, spouse = aid.home[0], aid.home[1]
    assert list(errors(aid, me, {**spouse, "number": "110199198506121"})) == ["1.number"]
    assert errors(aid, me, {**spouse, "number": me["number"]}) == {"1.number": ["这个证件号码填了两次。"]}
    other = member(900, "self", "高建国")
    assert errors(aid, other)["0.number"] == ["与会籍登记的证件号码不一致，请核对；登记错了的请先申请更正。"]
    assert errors(aid, me, {**spouse, "income": "-1"}) == {"1.income": ["确保该值大于或等于0。"]}


def test_a_household_is_known_to_the_house_by_its_marks(aid: Help) -> None:
    her, _ = wife(aid)
    aid.submitted()
    keys = HouseholdMember.objects.order_by("place").values_list("person__key", flat=True)
    assert list(keys) == [aid.gao.person, her.person, None]  # type: ignore[attr-defined]
