"""The rulebook as it is read and changed at the desk."""

from datetime import date
from typing import Any

import pytest

from shenbian.amendments.models import Amendment, Listing
from shenbian.rulebook.queries import look_up
from tests.desk_offices.browsers import Browsers
from tests.offices.conftest import Cast

PAPER = {"number": "顺工发3号", "title": "关于调整时限的通知", "signer": "区总工会", "reason": "与上级一致"}
DAY = date(2027, 1, 1)


def test_every_officer_reads_the_rules_and_only_their_keepers_change_them(heads: Cast, browsers: Browsers) -> None:
    page = browsers("李干事").get("/desk/rules/duty_hours/").content.decode()
    assert ("4小时" in page, "未核实" in page, "/propose/" in page) == (True, True, False)
    assert browsers("李干事").get("/desk/rules/duty_hours/propose/").status_code == 404
    assert "/propose/" in browsers("吴部长").get("/desk/rules/duty_hours/").content.decode()
    assert browsers("王师傅").get("/desk/rules/").status_code == 404
    assert browsers("吴部长").get("/desk/rules/no_such_rule/").status_code == 404


def test_a_number_is_changed_by_two(heads: Cast, browsers: Browsers) -> None:
    said = {"value": 3, "place": heads.town.pk, "from_on": DAY, **PAPER}
    assert browsers("吴部长").post("/desk/rules/duty_hours/propose/", said).status_code == 302
    (amendment,) = Amendment.objects.all()
    assert "有一项修订待复核" in browsers("郑部长").get("/desk/rules/duty_hours/").content.decode()
    door = f"/desk/things/amendments.amendment/{amendment.pk}/moves/approve/"
    assert browsers("吴部长").post(door).status_code == 409
    assert browsers("郑部长").post(door).status_code == 302
    assert [look_up("duty_hours", at=at, on=DAY) for at in (heads.town, heads.federation)] == [3, 4]


def test_a_list_is_changed_row_by_row(heads: Cast, browsers: Browsers) -> None:
    browser = browsers("吴部长")
    form = browser.get("/desk/rules/occupations/propose/").context["form"]
    rows = {name: form.fields[name].initial for name in form.fields if name.startswith("row-")}
    said: dict[str, Any] = {name: value for name, value in rows.items() if value not in (None, False)}
    said |= {"row-0-code": "", "row-0-title": "", "row-9-code": "pilot", "row-9-title": "无人机飞手"}
    said.pop("row-0-new_form")
    said.pop("row-0-eight_groups")
    browser.post("/desk/rules/occupations/propose/", said | {"place": "everywhere", "from_on": DAY, **PAPER})
    (amendment,) = Amendment.objects.all()
    before = look_up("occupations", at=heads.federation, on=DAY)
    drone = {"code": "pilot", "title": "无人机飞手", "new_form": False, "eight_groups": False}
    assert amendment.values == [*before[1:], drone]


def test_rows_of_numbers_left_empty_are_left_out_and_half_a_row_is_refused(heads: Cast, browsers: Browsers) -> None:
    browser = browsers("吴部长")
    said = {"place": "everywhere", "from_on": DAY, **PAPER, "row-0-division": "110000001", "row-0-row": 1}
    page = browser.post("/desk/rules/town_tiles/propose/", said)
    assert (page.status_code, "第1行：第几列应是不小于0的整数" in page.content.decode()) == (422, True)
    browser.post("/desk/rules/town_tiles/propose/", said | {"row-0-column": 2})
    assert [each.values for each in Amendment.objects.all()] == [[{"division": "110000001", "row": 1, "column": 2}]]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"value": "三"}, "输入整数"),
        ({"value": 3, "until_on": date(2026, 1, 1)}, "止日应晚于起日"),
        ({"value": 3, "number": ""}, "请填写发文字号"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    heads: Cast, browsers: Browsers, said: dict[str, Any], why: str
) -> None:
    typed = {"place": heads.town.pk, "from_on": DAY, **PAPER, **said}
    page = browsers("吴部长").post("/desk/rules/duty_hours/propose/", typed)
    text = page.content.decode()
    assert (page.status_code, why in text, "与上级一致" in text, Amendment.objects.count()) == (422, True, True, 0)


def test_a_town_joins_the_roster_from_a_day(heads: Cast, browsers: Browsers) -> None:
    said = {"joins": "1", "name": "ZJ", "on": DAY, **PAPER}
    assert browsers("吴部长").post("/desk/rosters/towns/propose/", said).status_code == 302
    (listing,) = Listing.objects.all()
    browsers("郑部长").post(f"/desk/things/amendments.listing/{listing.pk}/moves/approve/")
    browser = browsers("李干事")
    pages = [browser.get(f"/desk/rosters/towns/?on={day}").content.decode() for day in ("2026-12-31", "2027-01-01")]
    assert ["东镇总工会</a>" in page for page in pages] == [False, True]


def test_nobody_unknown_joins_a_roster(heads: Cast, browsers: Browsers) -> None:
    page = browsers("吴部长").post("/desk/rosters/towns/propose/", {"joins": "1", "name": "没有", "on": DAY, **PAPER})
    assert ("没有编号或代码是“没有”" in page.content.decode(), Listing.objects.count()) == (True, 0)


@pytest.mark.parametrize("path", ["/desk/rules/", "/desk/rules/duty_hours/"])
def test_a_page_of_rules_costs_the_same_for_one_amendment_and_three(
    heads: Cast, browsers: Browsers, path: str, django_assert_num_queries: Any
) -> None:
    browser = browsers("吴部长")
    browser.get(path)
    said = {"value": 3, "place": heads.town.pk, "from_on": DAY, **PAPER}
    for count in (1, 2):
        for _ in range(count):
            browser.post("/desk/rules/duty_hours/propose/", said)
        with django_assert_num_queries(QUERIES[path]):
            browser.get(path)


SIGNED_IN = 3  # the session, the account with its person, what they hold
QUERIES = {"/desk/rules/": SIGNED_IN + 1 + 1, "/desk/rules/duty_hours/": SIGNED_IN + 1 + 2}  # and the bell
