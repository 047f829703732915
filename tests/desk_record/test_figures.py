"""A figure opened: its definition, its parts, its rows, and the seal of one row."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.facts import proofs
from shenbian.facts.seal import seal
from shenbian.kit.keys import ring
from shenbian.kit.period import Period
from shenbian.orgs.models import Organisation
from shenbian.record.glance import mapped, tile_map
from shenbian.rulebook.actions import set_rule
from tests.desk_record.conftest import Room

AT = "/desk/record/2022/figures/dialogues.sessions/"


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_figure_says_what_it_counts_and_who_has_how_much_of_it(room: Room) -> None:
    room.sessions(3)
    room.sessions(2, at=room.other, day=date(2022, 9, 1))
    page = text(room.of("drafter").get(f"{AT}?org=QZ"))
    assert "5场" in page
    assert "中项目为双沟通会的记录的条数。" in page
    assert "东镇总工会最多，3场" in page
    assert "5月最多，3场，占全年的60%" in page
    assert 'href="/desk/record/2022/figures/dialogues.sessions/?org=ZX"' in page


def test_the_drawer_gets_a_piece_and_a_browser_without_script_a_page(room: Room) -> None:
    room.sessions(1)
    client = room.of("drafter")
    assert text(client.get(AT)).startswith("<!doctype html>")
    assert text(client.get(AT, headers={"HX-Request": "true"})).startswith('<div class="opened">')


def test_a_figure_nobody_declared_does_not_exist(room: Room) -> None:
    assert room.of("drafter").get("/desk/record/2022/figures/nothing.here/").status_code == 404


def test_a_figure_as_it_was_frozen_keeps_its_value(room: Room) -> None:
    room.sessions(3)
    room.of("drafter").post("/desk/record/2022/moves/freeze/?org=QZ")
    room.sessions(4)
    client = room.of("drafter")
    assert '<p class="value">3场</p>' in text(client.get(f"{AT}?org=QZ&rev=1"))
    assert '<p class="value">7场</p>' in text(client.get(f"{AT}?org=QZ&rev=0"))


def test_rows_come_in_pages_by_number_and_a_deep_page_costs_like_the_first(room: Room) -> None:
    ids = room.sessions(45)
    client = room.of("drafter")
    costs = []
    for after, shown in ((0, ids[:20]), (ids[19], ids[20:40]), (ids[39], ids[40:])):
        with CaptureQueriesContext(connection) as queries:
            page = text(client.get(f"{AT}rows/?org=QZ&after={after}"))
        assert [number for number in ids if f"/desk/record/facts/{number}/" in page] == shown
        costs.append(len(queries))
    assert costs[1:] == [costs[1]] * 2


def test_rows_belong_to_the_line_of_work_and_others_see_the_sum(room: Room) -> None:
    ids = room.sessions(2)
    culture = room.of("culture")
    page = text(culture.get(f"{AT}?org=QZ"))
    assert '<p class="value">2场</p>' in page
    assert "逐条记录由组织建设条线的同志查阅，您的岗位只看到汇总。" in page
    assert culture.get(f"{AT}rows/?org=QZ").status_code == 404
    assert culture.get(f"/desk/record/facts/{ids[0]}/").status_code == 404


def test_a_row_of_another_town_does_not_exist(room: Room) -> None:
    (here,), (there,) = room.sessions(1), room.sessions(1, at=room.other)
    town = room.of("town")
    assert [town.get(f"/desk/record/facts/{number}/").status_code for number in (here, there, 999)] == [200, 404, 404]
    assert town.get(f"/desk/record/facts/{there}/proof/").status_code == 404


def test_a_proof_holds_without_the_database_and_not_when_a_digit_is_changed(room: Room) -> None:
    ids = room.sessions(5)
    seal(by="test")
    answer = room.of("drafter").get(f"/desk/record/facts/{ids[2]}/proof/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert proofs.check(answer.content, ring().public_key()).holds
    spoiled = answer.content.replace(b"2022-05-04", b"2022-05-05")
    assert spoiled != answer.content
    assert not proofs.check(spoiled, ring().public_key()).holds


def test_what_is_not_sealed_yet_says_so(room: Room) -> None:
    (one,) = room.sessions(1)
    client = room.of("drafter")
    assert "还没有存证。" in text(client.get(f"/desk/record/facts/{one}/"))
    assert client.get(f"/desk/record/facts/{one}/proof/").status_code == 409


def test_a_person_behind_a_row_is_masked(room: Room) -> None:
    key = room.people["worker"].key
    (one,) = room.district.write("walked", person=key, edition="第1期", programme="online_walking")
    page = text(room.of("drafter").get(f"/desk/record/facts/{one}/"))
    assert "赵*兰" in page
    assert "赵小兰" not in page


@pytest.mark.parametrize("query", ["?rev=x", "?after=-1", "?org=不在"])
def test_a_wrong_question_finds_nothing(room: Room, query: str) -> None:
    assert room.of("drafter").get(f"{AT}rows/{query}").status_code == 404


def test_the_page_of_seals_says_how_to_verify(room: Room) -> None:
    room.sessions(3)
    seal(by="test")
    room.sessions(2)
    page = text(room.of("drafter").get("/desk/verify/"))
    assert "台账记录：2条等待下一次存证" in page
    assert "shenbian verify" in page


def test_the_district_at_a_glance_counts_what_the_record_counts(room: Room) -> None:
    room.district.write("union.founded", how="new", two_new=False, at=room.other)
    page = text(room.of("drafter").get("/desk/district/2022/?org=QZ"))
    assert "新建工会组织：西镇最多，1家，1个镇街还没有记录" in page


def test_the_map_draws_each_town_where_the_rules_say_and_all_in_a_row_where_they_miss_one(room: Room) -> None:
    towns = {"东": "110000001", "西": "110000002"}
    for body in (room.district.town, room.other):
        Organisation.objects.filter(pk=body.pk).update(division=towns[body.name[0]])
    assert places(room) == {"东": (0, 0), "西": (0, 1)}
    rows = [{"division": code, "row": row, "column": 4} for code, row in (("110000001", 7), ("110000002", 5))]
    set_rule("town_tiles", rows, at=room.district.federation, from_on=date(2022, 1, 1), by="test")
    assert places(room) == {"东": (2, 0), "西": (0, 0)}
    set_rule("town_tiles", rows[:1], at=room.district.federation, from_on=date(2022, 1, 2), by="test")
    assert places(room) == {"东": (0, 0), "西": (0, 1)}


def test_the_map_costs_six_statements(room: Room, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(6):
        places(room)


def places(room: Room) -> dict[str, tuple[int, int]]:
    """Row and column of each town on the map of the district."""
    top = room.district.federation
    drawn = tile_map(top, mapped()[0], path=top.path, period=Period.year(2022), as_of=None)
    return {tile.name[0]: (tile.row, tile.column) for tile in drawn.tiles}
