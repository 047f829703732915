"""From a phone to a file and to help: the pages of the applicant and of the desk, who sees them, and what they cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.aid.declared import SIGNED
from shenbian.aid.models import Dossier, Help
from shenbian.awards.models import PublicNotice
from shenbian.files.models import Attachment
from shenbian.flow.actions import perform
from shenbian.people.models import PersonReading
from shenbian.rights.actor import Actor
from tests.aid.conftest import CAUSES, CHECKED, DAY, MONEY, SELF, On, member
from tests.aid.conftest import Help as Cast
from tests.files.conftest import photo

ON = DAY + timedelta(days=8)


def client(aid: Cast, who: Actor) -> Client:
    account, _ = Account.objects.get_or_create(person=aid.person(who), defaults={"login": f"x{who.person}"})
    found = Client()
    found.force_login(account)
    return found


def told(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[:2000])
    return answer.content.decode()


def test_a_worker_applies_on_the_phone_step_by_step(aid: Cast) -> None:
    phone = client(aid, aid.gao)
    assert "开始申请" in told(phone.get("/me/aid/"))
    at = phone.post("/me/aid/begin/hardship/")["Location"]
    assert "还没有填" in told(phone.get(at))
    assert "这个字段" not in told(phone.post(f"{at}self/", {}), 422)
    assert phone.post(f"{at}self/", SELF)["Location"] == f"{at}home/"
    assert told(phone.get(f"{at}home/")).count("高建国") == 1  # oneself is known
    mine = {"income": "48000", "health": "healthy", "work": "机械厂"}
    assert phone.post(f"{at}home/0/", mine)["Location"] == f"{at}home/"
    wrong = {**member(801, "spouse", "李秀英"), "number": "123"}
    assert "李秀英" in told(phone.post(f"{at}home/1/", wrong), 422)
    for place, each in enumerate((member(801, "spouse", "李秀英"), member(802, "child", "高小雨")), 1):
        assert phone.post(f"{at}home/{place}/", each)["Location"] == f"{at}home/"
    assert phone.post(f"{at}home/", {"remove": "2"}).status_code == 302
    assert "高小雨" not in told(phone.get(f"{at}home/"))
    assert phone.post(f"{at}money/", MONEY)["Location"] == f"{at}causes/"
    assert "还没有填写：致困原因" in told(phone.post(f"{at}send/", {"agree": "on"}), 422)
    assert phone.post(f"{at}causes/", CAUSES)["Location"] == f"{at}papers/"
    sent = SimpleUploadedFile("收入.jpg", photo())
    assert phone.post(f"{at}papers/", {"said": "收入证明", "file": sent}).status_code == 302
    assert "收入证明" in told(phone.get(f"{at}papers/"))
    assert phone.post(f"{at}send/", {"agree": "on"})["Location"] == at
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.members.count(), Attachment.objects.get().file.sealed) == ("submitted", 2, True)
    page = told(phone.get(at))
    assert ("机械厂工会" in page, "待初审" in page, "撤回申请" in page) == (True, True, True)
    assert "30,000.50元" in told(phone.get(f"{at}kept/"))
    assert PersonReading.objects.count() == 0  # one's own
    assert phone.get(f"{at}self/").status_code == 404  # handed in
    assert client(aid, aid.wei).get(at).status_code == 404
    phone.post(f"{at}withdraw/")
    dossier.refresh_from_db()
    assert dossier.status == "withdrawn"


def test_the_desk_leads_a_file_from_review_to_help(aid: Cast, on: On) -> None:
    dossier = aid.submitted()
    at = f"/desk/aid/{dossier.pk}/"
    move = f"/desk/things/aid.dossier/{dossier.pk}/"
    bo, zhou, dan, fang = (client(aid, who) for who in (aid.bo, aid.zhou, aid.dan, aid.fang))
    assert "高建国" in told(bo.get("/desk/aid/?state=submitted"))
    assert "李秀英" not in told(bo.get(at))
    assert "李秀英" in told(bo.post(at, {"why": "初审"}))
    assert PersonReading.objects.get().why == "困难档案：初审"
    perform("accept", on=dossier, by=aid.bo)
    for said in SIGNED:
        sent = SimpleUploadedFile("签字.jpg", photo(colour="teal" if said == SIGNED[0] else "navy"))
        assert zhou.post(f"{at}paper/", {"said": said, "file": sent})["Location"] == at
    visited = {"on": DAY, "by_whom": "周、李", "found": "租住一室", "signed": True}
    perform("visit", on=dossier, by=aid.zhou, said=visited)
    assert "没有待公示的档案" in told(dan.get("/desk/aid/notice/"))
    dossier = perform("verify", on=dossier, by=aid.dan, said=CHECKED)
    assert "366.65元" in told(dan.post(at, {"why": "核对认定"}))
    form = {"title": "拟建档公示", "contact": "69441234", "chosen": [dossier.pk]}
    notice = dan.post("/desk/aid/notice/", form)["Location"]
    assert notice == f"/desk/awards/notices/{PublicNotice.objects.get().pk}/"
    perform("end", on=_started(aid, on), by=aid.dan)
    assert "批准建档" in told(fang.get(at))
    assert move.endswith(f"/{dossier.pk}/")
    perform("file", on=dossier, by=aid.fang)
    said = {"form": "money", "title": "医疗帮扶", "amount": "3000.01"}
    assert "每次最多3,000.00元" in told(dan.post(f"{at}help/", said), 422)
    assert dan.post(f"{at}help/", {**said, "amount": "3000"})["Location"] == at
    assert (Help.objects.get().status, "医疗帮扶" in told(dan.get(at))) == ("proposed", True)
    assert "3,000.00元" in told(client(aid, aid.gao).get("/me/aid/"))
    assert client(aid, aid.wei).get(at).status_code == 404


def _started(aid: Cast, on: On) -> PublicNotice:
    notice = perform("start", on=PublicNotice.objects.get(), by=aid.dan)
    on(ON)
    return notice


@pytest.mark.parametrize("count", [1, 3])
def test_the_worklist_costs_the_same_for_one_and_three(aid: Cast, count: int, django_assert_num_queries: Any) -> None:
    for n in range(count):
        membership = aid.place.admit(aid.place.plant, f"王{n}")[0]
        Dossier.objects.create(
            programme="hardship", person=membership.person, organisation=aid.place.plant, desk="service",
            status="submitted", phase="waiting", waits_for="entry.endorse",
        )  # fmt: skip
    dan = client(aid, aid.dan)
    dan.get("/desk/aid/")
    with django_assert_num_queries(6):
        dan.get("/desk/aid/")


def test_the_list_of_ones_own_costs_the_same_whatever_there_is(aid: Cast, django_assert_num_queries: Any) -> None:
    aid.submitted()
    phone = client(aid, aid.gao)
    phone.get("/me/aid/")
    with django_assert_num_queries(6):
        phone.get("/me/aid/")
