"""Rules of a place and a time: nearest place first, never without a date, every change a new row."""

from datetime import date as D

import pytest
from django.db import IntegrityError, transaction

from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.rulebook.actions import file_document, load_starter, replace_document, set_rule, verify_rule
from shenbian.rulebook.kinds import RULE_KINDS
from shenbian.rulebook.models import RuleTable
from shenbian.rulebook.queries import NoRule, history, look_up, rule, unverified
from tests.orgs.growing import district

pytestmark = pytest.mark.django_db

DAY = D(2022, 6, 1)


def test_a_rule_cannot_be_looked_up_without_a_place_and_a_day() -> None:
    with pytest.raises(TypeError):
        look_up("cap", at="")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        look_up("cap", on=DAY)  # type: ignore[call-arg]


def test_the_nearest_place_wins_and_the_walk_ends_everywhere() -> None:
    orgs = district()
    Organisation.objects.filter(number="区").update(division="110113")
    said = []
    for at, value in (("", 1), ("11", 2), ("110113", 3), (orgs["区"], 4), (orgs["仁和"], 5)):
        set_rule("cap", value, at=at, from_on=D(2020, 1, 1), by="test")
        said.append([look_up("cap", at=place, on=DAY) for place in ("310000", "110113004", orgs["石园"], orgs["车间"])])
    assert said == [[1, 1, 1, 1], [1, 2, 2, 2], [1, 3, 3, 3], [1, 3, 4, 4], [1, 3, 4, 5]]


def test_a_change_is_a_new_row_and_the_past_stays_what_it_was() -> None:
    set_rule("cap", 500, at="", from_on=D(2018, 1, 1), by="a")
    set_rule("cap", 800, at="", from_on=D(2022, 1, 1), by="b")
    set_rule("cap", 700, at="", from_on=D(2021, 1, 1), by="c")
    days = (D(2018, 1, 1), D(2020, 12, 31), D(2021, 1, 1), D(2021, 12, 31), D(2022, 1, 1))
    assert [look_up("cap", at="", on=day) for day in days] == [500, 500, 700, 700, 800]


def test_a_row_wrong_from_its_first_day_is_withdrawn_and_stays_readable() -> None:
    set_rule("cap", 500, at="", from_on=D(2018, 1, 1), by="a")
    set_rule("cap", 600, at="", from_on=D(2018, 1, 1), by="b")
    told = [(row.values, row.set_by, row.withdrawn_by) for row in history("cap", place="")]
    assert told == [(600, "b", ""), (500, "a", "b")]
    assert look_up("cap", at="", on=DAY) == 600


def test_no_rule_says_which_where_and_when() -> None:
    set_rule("cap", 500, at="", from_on=D(2018, 1, 1), until_on=D(2020, 1, 1), by="a")
    with pytest.raises(NoRule) as missing:
        look_up("cap", at=district()["机床"], on=D(2020, 1, 1))
    assert str(missing.value) == "规则表里没有“cap”在机床工会、2020年1月1日适用的规定，请先补上规则和它的文件依据。"


def test_two_rules_cannot_hold_at_once_even_behind_our_back() -> None:
    set_rule("cap", 500, at="", from_on=D(2018, 1, 1), by="a")
    with pytest.raises(IntegrityError, match="one_rule_at_a_time"), transaction.atomic():
        RuleTable.objects.create(key="cap", place="", from_on=D(2020, 1, 1), values=1, verified=False, set_by="x")


def test_a_verified_rule_names_its_paper() -> None:
    with pytest.raises(Refused, match="必须写明文件依据"):
        set_rule("cap", 500, at="", from_on=D(2018, 1, 1), by="a", verified=True)
    row = set_rule("cap", 500, at="", from_on=D(2018, 1, 1), by="a")
    assert unverified(DAY) == [row]
    paper = file_document("京工发〔2018〕1号", title="标准", signer="市总工会", in_force_on=D(2018, 1, 1), by="a")
    verify_rule(row, document=paper, by="b")
    assert (unverified(DAY), str(rule("cap", at="", on=DAY).document)) == ([], "《标准》（京工发〔2018〕1号）")
    with pytest.raises(Refused, match="已经登记过"):
        file_document("京工发〔2018〕1号", title="标准", signer="市总工会", in_force_on=D(2018, 1, 1), by="a")
    newer = file_document("京工发〔2022〕1号", title="标准", signer="市总工会", in_force_on=D(2022, 1, 1), by="a")
    assert replace_document(paper, new=newer, by="a").replaced_by == newer


def test_a_rule_for_a_while_inside_a_longer_one_is_asked_for_in_two() -> None:
    set_rule("cap", 500, at="", from_on=D(2018, 1, 1), by="a")
    with pytest.raises(Refused, match="请分两次设定"):
        set_rule("cap", 600, at="", from_on=D(2020, 1, 1), until_on=D(2020, 7, 1), by="a")


def test_the_starter_is_loaded_once_and_flagged_unverified() -> None:
    assert [load_starter(by="test"), load_starter(by="test")] == [len(RULE_KINDS), 0]
    assert [row.key for row in unverified(DAY)] == sorted(RULE_KINDS)
    titles = [each["title"] for each in look_up("occupations", at="", on=DAY) if each["new_form"]]
    assert titles == ["货车司机", "网约车司机", "快递员", "外卖配送员"]
    assert [look_up("front_rank", at="", on=DAY), look_up("public_notice_working_days", at="", on=DAY)] == [
        {"top": 5, "of": 16},
        5,
    ]
