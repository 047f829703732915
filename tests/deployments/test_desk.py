"""At the desk: an order is planned, people are named from a list or a sheet, a day of several is written down, what is
missing is seen; each list within one's reach, at the same cost for one row and three."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shenbian.deployments.models import DutyDay, Order
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.actions import perform
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from tests.deployments.conftest import COMMUNITY, Posts, ago
from tests.people.making import number

# session and account, person, what they hold; the bell; then the page's own
FRAME = 4


def main_of(client: Client, path: str) -> str:
    """The page's text, between the menu and the footer."""
    page = client.get(path).content.decode()
    inside = page.split('<main id="main"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside.split(">", 1)[1]).split())


@pytest.fixture
def fang(posts: Posts) -> Client:
    return posts.client("desk_head", posts.place.federation, "party")


def planned(posts: Posts, **said: Any) -> dict[str, Any]:
    told = {"title": "石园北区支援", "organisation": posts.place.federation.pk, "place": COMMUNITY, "work": "卡口值守"}
    return told | {"from_on": ago(2), "until_on": ago(-2)} | said


def test_an_order_is_planned_named_and_issued_in_three_pages(posts: Posts, fang: Client) -> None:
    gao, song = posts.person(posts.gao), posts.person(posts.song)
    wrong = fang.post("/desk/deployments/new/deployment/", planned(posts, until_on=ago(5)))
    assert (wrong.status_code, "最后一天早于第一天。" in wrong.content.decode()) == (422, True)
    sent = fang.post("/desk/deployments/new/deployment/", planned(posts))
    order = Order.objects.get()
    assert sent.headers["Location"] == f"/desk/deployments/{order.pk}/assign/"
    unknown = fang.post(sent.headers["Location"], {"listed": f"{gao.name}\n没有这个人"})
    assert "您的职责里没有找到“没有这个人”" in unknown.content.decode()
    assert order.assignments.count() == 0  # all are found, or nobody is named
    sent = fang.post(sent.headers["Location"], {"listed": f"{gao.name}\n{song.name}"})
    assert sent.headers["Location"] == f"/desk/deployments/{order.pk}/"
    text = main_of(fang, f"/desk/deployments/{order.pk}/")
    assert re.findall(r"起草中|在列2人|下达|派了2人。", text) == ["派了2人。", "起草中", "下达", "在列2人"]
    fang.post(f"/desk/things/deployments.order/{order.pk}/moves/issue/", {"back": f"/desk/deployments/{order.pk}/"})
    assert "已下达" in main_of(fang, f"/desk/deployments/{order.pk}/")
    mine = posts.client("treasurer", posts.place.federation)
    assert f"派我去的 {COMMUNITY}" in main_of(mine, "/desk/deployments/")


def test_people_are_named_from_a_sheet(posts: Posts, fang: Client) -> None:
    order = posts.order(posts.gao)
    told = io.BytesIO()
    with xlsxwriter.Workbook(told, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        (member,) = posts.place.admit(posts.place.plant, "王小梅")
        for row, cells in enumerate(
            [("序号", "姓名", "证件号码"), (1, "王小梅", number(posts.place.made)), ("", "", "")]
        ):
            sheet.write_row(row, 0, cells)
    file = SimpleUploadedFile("名单.xlsx", told.getvalue())
    fang.post(f"/desk/deployments/{order.pk}/assign/", {"sheet": file})
    assert list(order.assignments.filter(person=member.person).values_list("status", flat=True)) == ["named"]
    bad = fang.post(f"/desk/deployments/{order.pk}/assign/", {"sheet": SimpleUploadedFile("x.xlsx", b"x")})
    assert (bad.status_code, "不是 .xlsx 工作簿" in bad.content.decode()) == (422, True)
    assert "请写名单，或者上传一份。" in fang.post(f"/desk/deployments/{order.pk}/assign/", {}).content.decode()


def test_a_day_of_several_is_written_down_and_who_is_refused_is_named(posts: Posts, fang: Client) -> None:
    order = posts.order(posts.gao, posts.song)
    assert f'value="{today()}"' in fang.get(f"/desk/deployments/{order.pk}/note/").content.decode()
    amend = f"/desk/things/deployments.order/{order.pk}/moves/amend/"
    assert f'value="{order.until_on}"' in fang.get(amend).content.decode()
    posts.day(posts.gao, back=1)
    people = [posts.person(who).pk for who in (posts.gao, posts.song)]
    said = {"people": people, "day": ago(1), "place": COMMUNITY, "work": ""}
    answer = fang.post(f"/desk/deployments/{order.pk}/note/", said)
    text = answer.content.decode()
    assert (answer.status_code, "登记了1人次，下面的没有登记" in text) == (409, True)
    assert f"{posts.person(posts.gao).name}：" in text
    assert DutyDay.objects.get(person=people[1]).work == "核酸采样秩序维护"
    answer = fang.post(f"/desk/deployments/{order.pk}/note/", said | {"day": ago(2)})
    assert answer.headers["Location"] == f"/desk/deployments/{order.pk}/"
    text = main_of(fang, f"/desk/deployments/{order.pk}/")
    assert ("4人次，2人" in text, text.count("补记")) == (True, 4)


def test_each_sees_and_does_what_is_theirs(posts: Posts, fang: Client) -> None:
    order = posts.order(posts.gao)
    west = posts.client("town_officer", posts.place.west)
    treasurer = posts.client("treasurer", posts.place.federation)
    pages = ("", "assign/", "note/")
    asked = {"fang": fang, "west": west, "treasurer": treasurer}
    assert {
        who: [each.get(f"/desk/deployments/{order.pk}/{page}").status_code for page in pages]
        for who, each in asked.items()
    } == {
        "fang": [200, 200, 200],
        "west": [404, 404, 404],
        "treasurer": [200, 404, 404],
    }
    assert "还没有任务单" in main_of(west, "/desk/deployments/")
    assert [client.get("/desk/deployments/new/deployment/").status_code for client in (west, treasurer)] == [200, 404]
    assert fang.get("/desk/deployments/new/volunteers/").status_code == 404
    other = posts.client("desk_head", posts.place.federation, "culture")
    assert other.get(f"/desk/deployments/{order.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_row_and_three(posts: Posts, fang: Client, count: int) -> None:
    for n in range(count):
        order = posts.order(posts.gao, posts.song, place=f"社区{n}")
        posts.day(posts.gao, back=n, programme="stationing", problem=f"问题{n}")
    for n in range(count):
        posts.day(posts.gao, back=n, order=order)
    fang.get("/desk/deployments/")
    paths = {"": 6, f"{order.pk}/": 7, "problems/": 1, f"{order.pk}/note/": 3}
    found = {}
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            assert fang.get(f"/desk/deployments/{path}").status_code == 200
        found[path] = len(asked) - FRAME
    assert found == paths


def test_the_list_of_problems_shows_what_is_open(posts: Posts, fang: Client) -> None:
    posts.day(posts.gao, programme="stationing", problem="没有充电桩")
    day = posts.day(posts.song, programme="stationing", problem="路灯不亮")
    said = {"solved_on": today(), "done": "换了灯"}
    perform("solve", on=day.problems.get(), by=posts.fang, said=said)
    assert re.findall(r"没有充电桩|路灯不亮", main_of(fang, "/desk/deployments/problems/")) == ["没有充电桩"]
    everything = main_of(fang, "/desk/deployments/problems/?all=1")
    assert re.findall(r"没有充电桩|路灯不亮|换了灯", everything) == ["路灯不亮", "换了灯", "没有充电桩"]


def appointed(posts: Posts, actor: Actor, role: str) -> None:
    """As the register of posts writes it."""
    body = posts.place.federation
    on = today() - timedelta(days=400)
    parts = {"person": actor.person, "organisation": body.pk, "role": role, "happened_on": on}
    fact = NewFact(
        kind="post.begun",
        happened_on=on,
        organisation=body.pk,
        org_path=body.path,
        person=actor.person,
        facets={"role": role, "level": "federation"},
        source=source_of(kinds["post.begun"], parts),
        evidence="任职.xlsx 第2行",
    )
    write([fact], by="test")


def test_who_of_all_cadres_has_not_been_out_is_seen_before_the_year_is_over(posts: Posts, fang: Client) -> None:
    appointed(posts, posts.gao, "treasurer")
    appointed(posts, posts.fang, "desk_head")
    names = [posts.person(who).name for who in (posts.gao, posts.fang)]
    text = main_of(fang, "/desk/deployments/missing/")
    assert ("还差2人" in text, [name in text for name in names]) == (True, [True, True])
    posts.day(posts.gao)
    text = main_of(fang, "/desk/deployments/missing/")
    assert ("还差1人" in text, [name in text for name in names]) == (True, [False, True])
    posts.day(posts.fang)
    assert "都去过了。" in main_of(fang, "/desk/deployments/missing/")
    culture = posts.client("desk_head", posts.place.federation, "culture")
    assert "没有要求全员下沉的项目" in main_of(culture, "/desk/deployments/missing/")
