"""The record at the desk: who finds it, what it says, and its moves."""

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shenbian.facts.heads import SignedHead
from shenbian.kit.keys import ring
from shenbian.kit.sm import sm3
from shenbian.record.actions import correct, freeze, open_record, publish
from shenbian.record.models import Correction, Record
from tests.desk_record.conftest import Room

COST = 10  # queries: the session, who acts and where, the body, the record, the draft that is kept, its years
HERE = "/desk/record/2022/?org=QZ"


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_everybody_finds_the_records_of_their_own_place(room: Room) -> None:
    room.sessions(2)
    whole, town = (text(room.of(who).get("/desk/record/")) for who in ("drafter", "town"))
    assert [name in whole for name in ("某区总工会", "东镇总工会", "西镇总工会")] == [True, True, True]
    assert [name in town.split("<tbody>")[1] for name in ("某区总工会", "东镇总工会", "西镇总工会")] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "at", ["/desk/record/2022/", "/desk/record/2022/file/md/", "/desk/record/2022/figures/dialogues.sessions/"]
)
def test_another_place_does_not_exist(room: Room, at: str) -> None:
    room.sessions(1)
    town = room.of("town")
    assert [town.get(f"{at}?org={org}").status_code for org in ("ZJ", "ZX", "QZ", "XX")] == [200, 404, 404, 404]


def test_a_stranger_is_led_to_the_sign_in_and_who_is_not_concerned_finds_nothing(room: Room) -> None:
    assert room.of("worker").get(HERE).status_code == 404
    assert room.of("administrator").get(HERE).status_code == 404


def test_the_list_costs_the_same_for_two_bodies_and_for_three(room: Room) -> None:
    room.sessions(1)
    client = room.of("drafter")
    client.get("/desk/record/")
    costs = []
    for query in ("?q=镇", ""):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/record/{query}")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_draft_says_that_it_moves_and_every_figure_leads_to_its_own_page(room: Room) -> None:
    room.sessions(5)
    page = text(room.of("drafter").get(HERE))
    assert '双沟通会举办<a class="figure" href="/desk/record/2022/figures/dialogues.sessions/?org=QZ&amp;rev=0"' in page
    assert "草稿：按此刻的台账计数。" in page


def test_who_drafts_freezes_and_another_hand_publishes(room: Room) -> None:
    room.sessions(5)
    drafter, chair = room.of("drafter"), room.of("chair")
    assert drafter.post("/desk/record/2022/moves/freeze/?org=QZ").status_code == 302
    assert drafter.post("/desk/record/2022/moves/publish/?org=QZ").status_code == 404
    assert chair.post("/desk/record/2022/moves/publish/?org=QZ").status_code == 302
    record = Record.objects.get()
    assert (record.status, record.revision, record.size) == ("published", 1, 5)


def test_the_hand_that_froze_is_refused_the_publishing_with_the_reason(room: Room) -> None:
    room.sessions(5)
    chair = room.of("chair")
    chair.post("/desk/record/2022/moves/freeze/?org=QZ")
    page = text(chair.get(HERE))
    assert "数字是您锁定的，须由另一位有签发权限的人发布" in page
    refused = chair.post("/desk/record/2022/moves/publish/?org=QZ")
    assert refused.status_code == 409
    assert "没有办成" in text(refused)
    assert Record.objects.get().status == "frozen"


def test_a_town_officer_may_read_and_move_nothing(room: Room) -> None:
    room.sessions(1)
    page = text(room.of("town").get("/desk/record/2022/?org=ZJ"))
    assert "moves/freeze" not in page
    assert room.of("town").post("/desk/record/2022/moves/freeze/?org=ZJ").status_code == 404
    assert Record.objects.count() == 0


def test_a_correction_asks_for_its_reason_and_shows_what_was_printed(room: Room) -> None:
    room.sessions(5)
    by = room.district.operator
    record = publish(freeze(open_record(room.district.federation, year=2022, by=by), by=by), by=by)
    room.sessions(2)
    chair = room.of("chair")
    page = text(chair.get(HERE))
    assert "原为5场，现台账为7场" in page
    unsaid = chair.post("/desk/record/2022/moves/correct/?org=QZ", {"reason": ""})
    assert (unsaid.status_code, Record.objects.get().revision) == (422, 1)
    chair.post("/desk/record/2022/moves/correct/?org=QZ", {"reason": "补录两场"})
    record.refresh_from_db()
    assert (record.status, record.revision) == ("published", 2)
    corrected = text(chair.get(HERE))
    assert "原为5场，更正为7场" in corrected
    assert "补录两场" in corrected
    assert "双沟通会举办<a" in text(chair.get(f"{HERE}&rev=1"))
    assert chair.get(f"{HERE}&rev=3").status_code == 404


def test_a_difference_is_noticed_once_however_often_the_page_is_read(room: Room) -> None:
    room.sessions(5)
    by = room.district.operator
    freeze(open_record(room.district.federation, year=2022, by=by), by=by)
    room.sessions(1)
    client = room.of("drafter")
    client.get(HERE)
    client.get(HERE)
    assert [(each.was, each.now) for each in Correction.objects.all()] == [(5, 6)]


def test_a_frozen_page_and_a_kept_draft_cost_what_they_cost_whatever_they_hold(room: Room) -> None:
    client = room.of("drafter")
    costs = []
    for count in (1, 3):
        room.sessions(count)
        client.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        costs.append(len(queries))
    assert costs == [costs[0]] * 2
    assert costs[0] == COST


@pytest.mark.parametrize(
    ("form", "begins"), [("md", "# 某区总工会2022年工作纪实"), ("html", "<!doctype html>"), ("json", "{")]
)
def test_the_text_goes_out_as_a_file(room: Room, form: str, begins: str) -> None:
    room.sessions(5)
    answer = room.of("drafter").get(f"/desk/record/2022/file/{form}/?org=QZ")
    assert text(answer).startswith(begins)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "5场" in text(answer) or '"value": 5' in text(answer)


def test_what_is_published_reads_for_everybody_and_nothing_else_does(room: Room, client: Client) -> None:
    room.sessions(5)
    by = room.district.operator
    assert client.get("/record/2022/").status_code == 404
    record = freeze(open_record(room.district.federation, year=2022, by=by), by=by)
    assert client.get("/record/2022/").status_code == 404
    publish(record, by=by)
    room.sessions(2)
    page = text(client.get("/record/2022/"))
    assert '双沟通会举办<a class="figure" href="/record/2022/figures/dialogues.sessions/"' in page
    opened = text(client.get("/record/2022/figures/dialogues.sessions/"))
    assert "5场" in opened
    assert "登记表 第2行" not in opened
    assert client.get("/record/2022/figures/nothing.here/").status_code == 404
    correct(record, reason="补录两场", by=by)
    assert "原为5场，更正为7场" in text(client.get("/record/2022/"))


def test_anybody_can_make_the_digest_of_a_published_record_again(room: Room, client: Client) -> None:
    room.sessions(5)
    by = room.district.operator
    publish(freeze(open_record(room.district.federation, year=2022, by=by), by=by), by=by)
    told, head = (orjson.loads(client.get(f"/record/2022/{name}.json").content) for name in ("told", "head"))
    digest = sm3(orjson.dumps([told, head["size"], head["root"]], option=orjson.OPT_SORT_KEYS)).hex()
    assert digest in text(client.get("/record/2022/"))
    assert SignedHead.read(head).is_signed_by(ring().public_key())
