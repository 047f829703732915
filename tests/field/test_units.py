"""At which units one works, which of them want it this month."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shenbian.fieldwork.queries import due, offered, taken_down_by, unit_said, units_for, verbs_of
from shenbian.fieldwork.verbs import About
from shenbian.kit.period import now, today
from shenbian.kit.refusal import Refused
from shenbian.orgs.actions import register_unit
from tests.field.conftest import SHOP_CODE, Field, listed


def test_each_works_where_their_posts_reach(field: Field) -> None:
    east, west = (field.place.actor("social_worker", at) for at in (field.place.east, field.place.west))
    plant = field.place.actor("grassroots_officer", field.place.plant)
    whole = field.place.actor("desk_officer", field.place.federation)
    names = [list(units_for(field.visiting, who).order_by("pk")) for who in (east, west, plant, whole)]
    assert names == [
        [field.plant, field.shop],
        [field.far],
        [field.plant],
        [field.plant, field.shop, field.far],
    ]
    assert list(units_for(field.visiting, field.member())) == []


def test_a_verb_is_of_its_line_of_work(field: Field) -> None:
    place = field.place
    who = [place.actor("social_worker", place.east), place.actor("treasurer", place.federation), field.member()]
    said = [[verb for verb in verbs_of(each) if verb.about is About.UNIT] for each in who]
    assert said == [[field.visiting, field.inspecting], [], []]
    officer = field.client("desk_officer", place.federation, "protection")
    assert officer.get("/desk/field/visit/").status_code == 404
    assert officer.get("/desk/field/inspection/").status_code == 200


def test_a_unit_is_meant_by_name_number_or_code(field: Field) -> None:
    for typed in ("清风商店", "U2", SHOP_CODE, f" {SHOP_CODE.lower()} "):
        assert unit_said(typed, verb=field.visiting, actor=field.walker) == field.shop
    for typed, why in (("远山商店", "您的辖区里没有找到“远山商店”"), ("清风", "您的辖区里没有找到“清风”")):
        with pytest.raises(Refused) as no:
            unit_said(typed, verb=field.visiting, actor=field.walker)
        assert no.value.reasons[0] == f"{why}。请写单位全称或统一社会信用代码。"
    listed(register_unit("清风商店", number="U9", kind="employer", by="test"), field.place.east)
    with pytest.raises(Refused) as no:
        unit_said("清风商店", verb=field.visiting, actor=field.walker)
    assert no.value.reasons[0] == "有不止一家单位叫“清风商店”。请写统一社会信用代码。"


def test_what_is_on_the_register_is_due_until_somebody_was_there_this_month(field: Field) -> None:
    on = today().replace(day=15)
    assert list(due(field.visiting, field.walker, on)) == [field.shop]
    assert list(due(field.inspecting, field.walker, on)) == []
    assert offered(field.visiting, field.walker, on, most=9) == ["清风商店"]
    field.visit(happened_at=now() - timedelta(days=today().day))  # the month before
    assert list(due(field.visiting, field.walker, today())) == [field.shop]
    field.visit()
    assert list(due(field.visiting, field.walker, today())) == []


def test_who_left_the_register_is_due_no_more(field: Field) -> None:
    listed(field.shop, field.place.east, on=today(), kind="register.struck")
    assert list(due(field.visiting, field.walker, today())) == []


def test_where_nothing_is_due_one_was_last_comes_first(field: Field) -> None:
    assert offered(field.inspecting, field.walker, today(), most=9) == ["机械厂", "清风商店"]


def test_what_i_took_down_today(field: Field) -> None:
    record = field.visit(happened_at=now() - timedelta(days=2))
    other = field.place.actor("town_officer", field.place.east)
    assert [list(taken_down_by(who, today())) for who in (field.walker, other)] == [[record], []]
