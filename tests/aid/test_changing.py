"""At the yearly re-check the amounts are put right by an officer, with a trace; the class follows them."""

from __future__ import annotations

from datetime import timedelta

from shenbian.aid.models import Assessment, Dossier
from shenbian.aid.sealing import opened
from shenbian.flow.actions import perform
from shenbian.people.models import PersonReading
from tests.aid.conftest import DAY, On
from tests.aid.conftest import Help as Cast
from tests.aid.test_giving import stands
from tests.aid.test_pages import client, told

NEXT = DAY + timedelta(days=380)


def due(aid: Cast, on: On) -> Dossier:
    dossier = aid.filed(on)
    on(NEXT)
    return perform("call_recheck", on=dossier, by=aid.dan)


def test_what_a_household_earns_now_decides_its_class_and_the_sum_of_before_stays(aid: Cast, on: On) -> None:
    dossier = due(aid, on)
    before = [opened(each) for each in dossier.assessments.order_by("pk")]
    dan = client(aid, aid.dan)
    at = f"/desk/aid/{dossier.pk}/"
    assert "先在这里更正" in told(dan.get(at))
    page = told(dan.get(f"{at}amounts/"))
    assert "高建国：全年收入（元）" in page and "李秀英：全年收入（元）" in page and "48000" in page
    assert PersonReading.objects.filter(person__key=aid.gao.person, why__contains="年度复核").exists()
    said = {"income_1": "9000", "income_2": "0", "income_3": "0", "medical": "20000"}
    assert "请填写" in told(dan.post(f"{at}amounts/", said | {"income_1": ""}), 422)
    assert dan.post(f"{at}amounts/", said)["Location"] == at
    assert "收入和支出已更正" in told(dan.get(at))
    dossier.refresh_from_db()
    assert opened(dossier)["money"] == {"medical": 2_000_000}
    assert [opened(each).get("income") for each in dossier.members.order_by("place")] == [900_000, 0, 0]
    dossier = perform("recheck", on=dossier, by=aid.dan, said={"on": NEXT, "found": "收入减少"})
    assert (dossier.status, dossier.klass) == ("rechecked", "deep")
    assert [opened(each) for each in Assessment.objects.order_by("pk")][: len(before)] == before
    assert Assessment.objects.count() == len(before) + 1


def test_only_at_the_recheck_and_only_who_keeps_the_file(aid: Cast, on: On) -> None:
    dossier = aid.filed(on)
    at = f"/desk/aid/{dossier.pk}/amounts/"
    assert client(aid, aid.dan).get(at).status_code == 404
    on(NEXT)
    perform("call_recheck", on=dossier, by=aid.dan)
    assert [client(aid, who).get(at).status_code for who in (aid.dan, aid.wei)] == [200, 404]


def test_of_a_file_that_a_sheet_told_of_the_household_has_one_income(aid: Cast, on: On) -> None:
    dossier = stands(aid, "王一")
    on(NEXT + timedelta(days=3000))
    perform("call_recheck", on=dossier, by=aid.dan)
    dan = client(aid, aid.dan)
    at = f"/desk/aid/{dossier.pk}/"
    page = told(dan.get(f"{at}amounts/"))
    assert ('name="income_' in page, "家庭全年收入合计" in page) == (False, True)
    assert dan.post(f"{at}amounts/", {"other_income": "12000"})["Location"] == at
    dossier.refresh_from_db()
    assert (opened(dossier)["money"], dossier.members.count()) == ({"other_income": 1_200_000}, 1)
