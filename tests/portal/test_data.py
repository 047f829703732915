"""My data: shown masked, opened after signing in, taken home, put right, erased, agreed to; and who looked."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from shenbian.accounts.models import Account
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.queries import waiting_for
from shenbian.flow.refusals import Refused
from shenbian.kit.refusal import Refused as Unwilling
from shenbian.people.actions import admit, resign, reveal
from shenbian.people.models import Membership, PersonReading
from shenbian.personal import actions
from shenbian.personal.models import Consent, DataRequest
from shenbian.rights.catalogue import Right
from shenbian.rights.queries import actor_of
from tests.editions.conftest import LONG_AGO, officer, person_of
from tests.people.making import number
from tests.portal.conftest import Wang

NUMBER, PHONE = number(500), "13912345678"


def long_ago(wang: Wang) -> None:
    Account.objects.filter(pk=wang.account.pk).update(last_login=timezone.now() - timedelta(minutes=16))


def test_numbers_are_masked_until_i_ask_and_have_just_signed_in(wang: Wang) -> None:
    shut = wang.phone.get("/me/data/").content.decode()
    assert NUMBER not in shut and PHONE not in shut and "139****5678" in shut
    opened = wang.phone.post("/me/data/opened/").content.decode()
    assert NUMBER in opened and PHONE in opened
    assert [row.why for row in PersonReading.objects.filter(person=wang.person)] == ["本人查看"] * 2


@pytest.mark.parametrize("path", ["opened/", "export.json", "export.xlsx"])
def test_a_phone_found_on_a_table_opens_nothing(wang: Wang, path: str) -> None:
    long_ago(wang)
    response = wang.phone.post(f"/me/data/{path}")
    assert response.status_code == 403 and NUMBER not in response.content.decode()
    assert not PersonReading.objects.filter(person=wang.person).exists()


def test_everything_about_me_and_nothing_of_others_goes_home(wang: Wang, neighbour: Wang) -> None:
    mine, theirs = wang.attended(1), neighbour.attended(2)
    told = json.loads(wang.phone.post("/me/data/export.json").content)
    assert told["people.Person"][0]["证件号码"] == NUMBER
    assert [row["id"] for row in told["facts.Fact"]] == [mine]
    assert len(told["people.Membership"]) == 1 and "password" not in told["accounts.Account"][0]
    text = json.dumps(told, ensure_ascii=False)
    assert neighbour.person.name not in text and str(neighbour.person.key) not in text and str(theirs) not in [
        str(row["id"]) for row in told["facts.Fact"]
    ]  # fmt: skip
    book = load_workbook(BytesIO(wang.phone.post("/me/data/export.xlsx").content))
    assert set(book.sheetnames) == set(told)


def test_a_correction_waits_at_my_union_and_its_answer_comes_back(wang: Wang) -> None:
    response = wang.phone.post("/me/data/correct/", {"about": "birth", "wanted": "应当是1985年6月12日"})
    assert (response.status_code, response["Location"]) == (302, "/me/data/requests/")
    asked = DataRequest.objects.get()
    bo = wang.cast.bo
    assert [row.subject for row in waiting_for(bo)] == [asked.subject]
    assert list(waiting_for(wang.cast.gu)) == []
    perform("correct", on=asked, by=bo, said={"answer": "已核对证件并更正。"})
    assert "已核对证件并更正。" in wang.phone.get("/me/data/requests/").content.decode()


def test_the_same_is_not_asked_twice_and_can_be_withdrawn(wang: Wang, neighbour: Wang) -> None:
    said = {"about": "birth", "wanted": "不对"}
    wang.phone.post("/me/data/correct/", said)
    again = wang.phone.post("/me/data/correct/", said)
    assert again.status_code == 422 and "还在办理中" in again.content.decode()
    asked = DataRequest.objects.get()
    assert neighbour.phone.post(f"/me/data/requests/{asked.pk}/withdraw/").status_code == 404
    wang.phone.post(f"/me/data/requests/{asked.pk}/withdraw/")
    asked.refresh_from_db()
    assert asked.status == "withdrawn"


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(wang: Wang) -> None:
    page = wang.phone.post("/me/data/correct/", {"about": "unit", "wanted": ""})
    assert page.status_code == 422
    assert page.context["form"].errors == {"wanted": ["这个字段是必填项。"]}
    assert page.context["form"]["about"].value() == "unit"


def test_nobody_answers_their_own_request(wang: Wang) -> None:
    bo = person_of(wang.cast.bo)
    admit(bo, to=wang.cast.plant, on=LONG_AGO, by="test")
    asked = actions.ask(bo, about="name", wanted="应当是李四", by=wang.cast.bo)
    with pytest.raises(Refused, match="不能办理自己的事项"):
        perform("correct", on=asked, by=wang.cast.bo, said={"answer": "好"})


def test_erasing_takes_the_end_of_the_membership_and_another_hand(wang: Wang) -> None:
    wang.attended(1)
    assert wang.phone.post("/me/data/erase/", {}).status_code == 422  # the consequence is to be read first
    wang.phone.post("/me/data/erase/", {"sure": "on"})
    asked = DataRequest.objects.get()
    clerk = officer(31, "desk_officer", wang.cast.district)
    with pytest.raises(Refused, match="会籍还没有结束"):
        perform("erase", on=asked, by=clerk)
    resign(Membership.objects.get(person=wang.person), on=date(2022, 6, 1), by="test")
    perform("erase", on=asked, by=clerk)
    wang.person.refresh_from_db(), wang.account.refresh_from_db()
    assert wang.person.erased_at is not None and wang.person.phone_index is None
    assert not wang.account.is_active and not wang.account.has_usable_password()
    assert wang.phone.get("/me/").status_code == 302
    assert Fact.objects.filter(person=wang.person.key, kind="turn").count() == 1


def test_erasing_waits_until_nothing_else_does(wang: Wang) -> None:
    resign(Membership.objects.get(person=wang.person), on=date(2022, 6, 1), by="test")
    me = actor_of(wang.person)
    actions.ask(wang.person, about="name", wanted="不对", by=me)
    asked = actions.ask(wang.person, about="all", by=me)
    with pytest.raises(Refused, match="还有正在办理的事项"):
        perform("erase", on=asked, by=officer(32, "desk_officer", wang.cast.district))


def test_consent_is_dated_given_and_withdrawn_and_its_history_stays(wang: Wang) -> None:
    for agree in ("1", "1", "0", "1"):
        assert wang.phone.post("/me/consents/", {"purpose": "photos", "agree": agree}).status_code == 302
    rows = list(Consent.objects.filter(person=wang.person).order_by("pk"))
    assert [row.withdrawn_at is None for row in rows] == [False, True]
    told = wang.phone.get("/me/consents/").context
    assert [(purpose.key, consent is not None) for purpose, consent in told["agreed"]][1] == ("photos", True)


def test_what_the_law_grounds_is_not_asked(wang: Wang) -> None:
    with pytest.raises(Unwilling):
        actions.agree(wang.person, purpose="membership", by=actor_of(wang.person))
    wang.phone.post("/me/consents/", {"purpose": "nonsense", "agree": "1"})
    assert not Consent.objects.exists()


def test_i_see_who_looked_by_role_and_body_when_and_why(wang: Wang, neighbour: Wang) -> None:
    bo = wang.cast.bo
    reveal(wang.person, field="document", by=bo.ref, why="核对入会材料")
    reveal(neighbour.person, field="phone", by=bo.ref, why="别人的事")
    page = wang.phone.get("/me/looked/")
    (looked,) = page.context["looked"]
    assert (looked.role, looked.body, looked.what, looked.why) == (
        "基层工会干部", "机床厂工会", "证件号码", "核对入会材料",
    )  # fmt: skip
    assert "干部1" not in page.content.decode() and "别人的事" not in page.content.decode()


def test_requests_reach_the_right_that_erases(wang: Wang) -> None:
    asked = actions.ask(wang.person, about="all", by=actor_of(wang.person))
    assert asked.waits_for == Right.PERSON_MERGE
