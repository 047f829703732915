"""At the desk: what waits is made public and drawn into payments in a few pages; each list within one's reach, at the
same cost for one row and three."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shenbian.accounts.models import Account
from shenbian.awards.models import Objection, PublicNotice
from shenbian.flow.actions import perform
from shenbian.funds.models import Payment
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.awards.claiming import Claims, benefit
from tests.awards.conftest import On
from tests.awards.paying import Till, make_till

FRAME = 4  # session and account, person, what they hold; the bell; then the page's own


@pytest.fixture
def till(claims: Claims, on: On) -> Till:
    return make_till(claims, on)


def browser(actor: Actor) -> Client:
    person = Person.objects.get(key=actor.person)
    account, _ = Account.objects.get_or_create(person=person, defaults={"login": f"a{person.pk}"})
    client = Client()
    client.force_login(account)
    return client


def main_of(client: Client, path: str) -> str:
    """The page's text, between the menu and the footer."""
    page = client.get(path).content.decode()
    inside = page.split('<main id="main"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside.split(">", 1)[1]).split())


def cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_what_was_reviewed_is_made_public_in_two_pages(till: Till) -> None:
    claims = till.claims
    entries = [claims.reviewed(claims.member(), number=f"ZS-{n}") for n in (1, 2)]
    fang = browser(claims.fang)
    assert "职业资格证书助推 2件复核通过，待公示 编公示" in main_of(fang, "/desk/awards/")
    path = "/desk/awards/announce/certificate_subsidy/"
    wrong = fang.post(path, {"title": "公示", "contact": "", "chosen": [entries[0].pk]})
    assert (wrong.status_code, PublicNotice.objects.count()) == (422, 0)
    sent = fang.post(path, {"title": "证书助推公示", "contact": "劳动经济部", "chosen": [entries[0].pk]})
    notice = PublicNotice.objects.get()
    assert sent.headers["Location"] == f"/desk/awards/notices/{notice.pk}/"
    text = main_of(fang, sent.headers["Location"])
    assert re.findall(r"起草中|开始公示|职\*1|600.00元", text) == ["起草中", "开始公示", "职*1", "600.00元"]
    fang.post(f"/desk/things/awards.publicnotice/{notice.pk}/moves/start/", {"back": sent.headers["Location"]})
    assert "公示中" in main_of(fang, sent.headers["Location"])
    assert "1件复核通过，待公示" in main_of(fang, "/desk/awards/")


def test_an_objection_is_taken_down_at_the_counter(till: Till) -> None:
    notice = till.claims.noticed(till.claims.reviewed(till.claims.member()))
    client = browser(till.claims.fang)
    path = f"/desk/awards/notices/{notice.pk}/objection/"
    line = notice.lines.get()
    client.post(path, {"line": line.pk, "name": "李建国", "contact": "来信", "text": "证书不是他的"})
    objection = Objection.objects.get()
    assert (objection.status, objection.by_name, objection.line) == ("open", "李建国", line)
    text = main_of(client, f"/desk/awards/notices/{notice.pk}/")
    assert re.findall(r"有异议，暂停计时|异议 1件|第1行：职\*1|待核实", text) == [
        "有异议，暂停计时",
        "异议 1件",
        "第1行：职*1",
        "待核实",
    ]


def test_what_is_payable_is_drawn_in_one_page_and_listed_no_more(till: Till) -> None:
    entry = till.payable()
    yu = browser(till.claims.yu)
    path = "/desk/awards/pay/certificate_subsidy/"
    assert "还没有发放个人的事前审批" in main_of(yu, path)
    commitment = till.commitment()
    assert "公示期满待付款1件，共600.00元" in main_of(yu, path)
    sent = yu.post(path, {"commitment": commitment.pk, "chosen": [benefit(entry).pk]})
    assert sent.headers["Location"] == "/desk/awards/"
    assert list(Payment.objects.values_list("status", "pays")) == [("prepared", benefit(entry).subject)]
    assert "没有待付款的决定" in main_of(yu, path)


def test_another_desk_and_another_town_find_nothing(till: Till) -> None:
    claims = till.claims
    notice = claims.noticed(claims.reviewed(claims.member()))
    for actor in (claims.cast.dan, claims.cast.ting):
        client = browser(actor)
        assert main_of(client, "/desk/awards/").startswith("公示和助推")
        assert client.get(f"/desk/awards/notices/{notice.pk}/").status_code == 404
    assert browser(claims.cast.bo).get("/desk/awards/announce/certificate_subsidy/").status_code == 404
    assert browser(claims.fang).get("/desk/awards/pay/certificate_subsidy/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_cost_the_same_for_one_row_and_three(till: Till, many: int) -> None:
    claims = till.claims
    till.commitment()
    for n in range(many):
        till.payable(number=f"ZS-{n}")
    waiting = [claims.reviewed(claims.member(), number=f"W-{n}") for n in range(many)]
    notice = claims.noticed(*waiting)
    for line in notice.lines.all():
        from_whom: dict[str, Any] = {"line": line, "text": "不实", "name": "", "contact": ""}
        browser(claims.fang).post(f"/desk/awards/notices/{notice.pk}/objection/", from_whom | {"line": line.pk})
    for n in range(many):
        claims.reviewed(claims.member(), number=f"R-{n}")
    fang, yu = browser(claims.fang), browser(claims.yu)
    counts = {
        "list": cost(fang, "/desk/awards/") - FRAME,
        "announce": cost(fang, "/desk/awards/announce/certificate_subsidy/") - FRAME,
        "notice": cost(fang, f"/desk/awards/notices/{notice.pk}/") - FRAME,
        "pay": cost(yu, "/desk/awards/pay/certificate_subsidy/") - FRAME,
    }
    assert counts == {"list": 2, "announce": 1, "notice": 4, "pay": 4}


def test_a_notice_is_ended_by_nobody_before_its_day(till: Till) -> None:
    notice = till.claims.noticed(till.claims.reviewed(till.claims.member()))
    client = browser(till.claims.fang)
    answer = client.post(f"/desk/things/awards.publicnotice/{notice.pk}/moves/end/")
    assert (answer.status_code, "期满后才能办理" in answer.content.decode()) == (409, True)
    perform("cancel", on=notice, by=till.claims.fang, said={"reason": "写错"})
