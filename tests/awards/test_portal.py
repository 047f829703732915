"""On the phone: a notice is read without signing in, names masked; whoever is signed in objects; what I may ask for and
why not, what I get and how far it is."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from shenbian.awards.models import Objection
from tests.awards.claiming import LAST_YEAR, Claims
from tests.awards.conftest import On
from tests.awards.paying import Till, make_till
from tests.awards.test_desk import browser, cost, main_of


@pytest.fixture
def till(claims: Claims, on: On) -> Till:
    return make_till(claims, on)


def test_everybody_reads_a_notice_and_no_more_of_a_name_than_is_masked(till: Till) -> None:
    claims = till.claims
    entry = claims.reviewed(claims.member())
    notice = claims.noticed(entry)
    text = main_of(Client(), f"/public-notices/{notice.pk}/")
    assert re.findall(r"公示中|职\*\d|三级（高级工）|600.00元|提异议", text) == [
        "公示中", "职*1", "三级（高级工）", "600.00元", "提异议", "提异议",
    ]  # fmt: skip
    page = Client().get(f"/public-notices/{notice.pk}/").content.decode()
    assert (entry.person.name in page, entry.number in page) == (False, False)
    assert "助推金拟发放名单公示" in main_of(Client(), "/public-notices/")


def test_a_draft_is_found_by_nobody_and_an_objection_takes_a_sign_in(till: Till) -> None:
    claims = till.claims
    notice = claims.noticed(claims.reviewed(claims.member()))
    assert Client().get(f"/public-notices/{notice.pk}/object/?line=1").status_code == 302
    type(notice).objects.filter(pk=notice.pk).update(status="drafted", phase="draft", waits_for="")
    assert Client().get(f"/public-notices/{notice.pk}/").status_code == 404


def test_a_worker_objects_sees_it_handled_and_may_take_it_back(till: Till) -> None:
    claims = till.claims
    notice = claims.noticed(claims.reviewed(claims.member()))
    phone = browser(claims.cast.worker())
    path = f"/public-notices/{notice.pk}/object/?line=1"
    assert phone.post(path, {"text": ""}).status_code == 422
    assert phone.post(path, {"text": "证书不是他的"}).headers["Location"] == "/me/benefits/"
    again = phone.post(path, {"text": "证书不是他的"})
    assert (again.status_code, "您已经提出过这项异议" in again.content.decode()) == (422, True)
    assert "有异议正在核实" in main_of(Client(), "/public-notices/")
    assert re.findall(r"我提的异议|第1行：职\*1|待核实", main_of(phone, "/me/benefits/")) == [
        "我提的异议", "第1行：职*1", "待核实",
    ]  # fmt: skip
    objection = Objection.objects.get()
    other = browser(claims.cast.worker())
    assert other.post(f"/me/benefits/objections/{objection.pk}/withdraw/").status_code == 404
    phone.post(f"/me/benefits/objections/{objection.pk}/withdraw/")
    objection.refresh_from_db()
    notice.refresh_from_db()
    assert (objection.status, notice.status) == ("withdrawn", "running")


def test_i_see_what_i_may_ask_for_and_why_not(till: Till) -> None:
    claims = till.claims
    claims.edition()
    member, stranger = browser(claims.member()), browser(claims.cast.worker())
    assert "可以申请" in main_of(member, "/me/benefits/")
    assert "只有在册会员才能办理。 现在不能" in main_of(stranger, "/me/benefits/")


def test_i_see_what_i_get_line_by_line_and_that_it_came(till: Till) -> None:
    claims = till.claims
    worker = claims.member()
    entry = till.payable(worker, "training_subsidy", fee="800")
    phone = browser(worker)
    text = main_of(phone, "/me/benefits/")
    assert re.findall(r"技能培训 1,000.00元|不超过实缴费用800.00元 -200.00元| 800.00元|待发放", text) == [
        "技能培训 1,000.00元", "不超过实缴费用800.00元 -200.00元", " 800.00元", "待发放",
    ]  # fmt: skip
    till.pay(till.sent(till.commitment("training_subsidy"), entry))
    assert "已发放" in main_of(phone, "/me/benefits/")
    assert "已发放" in main_of(phone, reverse("portal:entry", args=[entry.pk]))


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_cost_the_same_for_one_row_and_three(till: Till, many: int) -> None:
    claims = till.claims
    worker = claims.member()
    entries = [claims.reviewed(worker, number=f"ZS-{n}") for n in range(many)]
    notice = claims.noticed(*entries)
    phone = browser(worker)
    counts = {
        "list": cost(Client(), "/public-notices/"),
        "notice": cost(Client(), f"/public-notices/{notice.pk}/"),
        "mine": cost(phone, "/me/benefits/"),
    }
    assert counts == {"list": 1, "notice": 2, "mine": 12}


def test_last_year_is_the_year_that_is_asked_about(till: Till) -> None:
    page = browser(till.claims.member()).get(f"/editions/{till.claims.edition().pk}/").content.decode()
    assert ("成果在受理年度内取得" in page, LAST_YEAR) == (True, till.claims.edition().year - 1)
