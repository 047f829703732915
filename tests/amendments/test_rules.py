"""A rule is changed by two hands, with its paper; what stood before stays readable."""

import json
from datetime import date
from typing import Any

import pytest

from shenbian.amendments.actions import Source, propose_listing, propose_rule
from shenbian.amendments.models import Amendment, Listing
from shenbian.amendments.queries import roster_on, rules_on, story_of
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused
from shenbian.rulebook.actions import STARTER
from shenbian.rulebook.kinds import RULE_KINDS
from shenbian.rulebook.queries import look_up, rule
from tests.offices.conftest import Cast, cast

__all__ = ["cast"]

PAPER = Source(number="顺工发〔2026〕8号", title="关于调整公示期的通知", signer="区总工会", reason="与上级办法一致")
DAY = date(2026, 12, 1)


@pytest.fixture
def heads(cast: Cast) -> Cast:
    cast.join("吴部长", "desk_head")
    cast.join("郑部长", "desk_head")
    return cast


def proposed(cast: Cast, values: Any = 7, *, key: str = "public_notice_working_days", who: str = "吴部长") -> Amendment:
    return propose_rule(key, values, at=cast.federation, from_on=DAY, source=PAPER, by=cast.actor(who))


def test_a_rule_changes_when_a_second_hand_has_looked_at_it(heads: Cast) -> None:
    amendment = proposed(heads)
    assert look_up("public_notice_working_days", at=heads.town, on=DAY) == 5
    with pytest.raises(Refused, match="不同的人"):
        perform("approve", on=amendment, by=heads.actor("吴部长"))
    perform("approve", on=amendment, by=heads.actor("郑部长"))
    assert look_up("public_notice_working_days", at=heads.town, on=DAY) == 7
    assert look_up("public_notice_working_days", at=heads.town, on=date(2026, 11, 30)) == 5
    row = rule("public_notice_working_days", at=heads.town, on=DAY)
    assert (row.verified, str(row.document)) == (True, "《关于调整公示期的通知》（顺工发〔2026〕8号）")
    assert [each.values for each in story_of("public_notice_working_days")] == [7, 5]


def test_one_takes_back_ones_own_and_returns_anothers_with_a_reason(heads: Cast) -> None:
    mine, other = proposed(heads), proposed(heads, 8)
    with pytest.raises(Refused, match="只有提出的人可以撤回"):
        perform("withdraw", on=mine, by=heads.actor("郑部长"))
    assert perform("withdraw", on=mine, by=heads.actor("吴部长")).status == "withdrawn"
    assert perform("return", on=other, by=heads.actor("郑部长"), said={"reason": "文号有误"}).status == "returned"
    assert look_up("public_notice_working_days", at=heads.town, on=DAY) == 5


def test_whoever_keeps_no_rules_proposes_none(heads: Cast) -> None:
    with pytest.raises(NotYours):
        proposed(heads, who="李干事")
    assert Amendment.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "values", "why"),
    [
        ("nothing", 5, "没有“nothing”这样的规则"),
        ("public_notice_working_days", -1, "不小于0的整数"),
        ("public_notice_working_days", True, "不小于0的整数"),
        ("front_rank", {"top": 5}, "应写明：前几名、共几个区"),
        ("occupations", [], "至少要有一行"),
        ("occupations", [{"code": "x", "title": " ", "new_form": True, "eight_groups": False}], "第1行：职业没有填"),
        ("occupations", [{"code": "x", "title": "骑手", "new_form": 1, "eight_groups": False}], "“是”或“否”"),
    ],
)
def test_what_does_not_fit_the_shape_is_refused_with_the_reason(heads: Cast, key: str, values: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        proposed(heads, values, key=key)


def test_no_rule_without_its_paper(heads: Cast) -> None:
    source = Source(number=" ", title="通知", signer="区总工会", reason="x")
    with pytest.raises(Refused, match="请写明发文字号"):
        propose_rule("duty_hours", 3, at=heads.federation, from_on=DAY, source=source, by=heads.actor("吴部长"))


def test_a_town_rules_for_itself_alone(heads: Cast) -> None:
    heads.join("镇主任", "desk_head", at=heads.town)
    with pytest.raises(Refused, match="只有区总工会"):
        propose_rule(
            "duty_hours", 3, at=heads.town, from_on=DAY, source=PAPER, by=heads.actor("镇主任"), everywhere=True
        )
    own = propose_rule("duty_hours", 3, at=heads.town, from_on=DAY, source=PAPER, by=heads.actor("镇主任"))
    perform("approve", on=own, by=heads.actor("郑部长"))
    found = [look_up("duty_hours", at=at, on=DAY) for at in (heads.town, heads.federation)]
    assert found == [3, 4]


def test_every_rule_that_an_installation_begins_with_is_declared_and_fits(heads: Cast) -> None:
    starter = json.loads(STARTER.read_text())["rules"]
    assert sorted(rule["key"] for rule in starter) == sorted(RULE_KINDS)
    assert [p for rule in starter for p in RULE_KINDS[rule["key"]].problems(rule["values"])] == []


def test_the_rules_of_a_day_are_read_in_one_query(heads: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = rules_on(DAY)
    assert [len(each.rows) for each in found] == [1] * len(RULE_KINDS)


def listed(cast: Cast, *, joins: bool = True, on: date = DAY) -> Listing:
    return propose_listing(
        "towns", at=cast.federation, on=on, joins=joins, body=cast.town, source=PAPER, by=cast.actor("吴部长")
    )


def test_a_roster_changes_by_facts_with_their_paper(heads: Cast) -> None:
    perform("approve", on=listed(heads), by=heads.actor("郑部长"))
    perform("approve", on=listed(heads, joins=False, on=date(2026, 12, 5)), by=heads.actor("郑部长"))
    days = (date(2026, 11, 30), DAY, date(2026, 12, 4), date(2026, 12, 5))
    names = [[each.name for each in roster_on("towns", day, under=heads.federation.path)] for day in days]
    assert names == [[], ["东镇总工会"], ["东镇总工会"], []]
    assert list(Fact.objects.order_by("id").values_list("kind", "organisation")) == [
        ("list.entry", heads.town.pk),
        ("list.removed", heads.town.pk),
    ]


def test_one_body_is_not_listed_twice_on_one_day(heads: Cast) -> None:
    perform("approve", on=listed(heads), by=heads.actor("郑部长"))
    with pytest.raises(Refused, match="台账中已有同一条记录"):
        perform("approve", on=listed(heads), by=heads.actor("郑部长"))
