"""My card, my year and its proofs."""

import json
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenbian.certificates.models import Certificate
from shenbian.facts.actions import strike
from shenbian.facts.proofs import check
from shenbian.gatherings.actions import book
from shenbian.kit.keys import ring
from shenbian.kit.period import today
from shenbian.people import cards
from shenbian.people.actions import enter_group, resign
from shenbian.people.models import Membership
from shenbian.rights.queries import actor_of
from tests.editions.conftest import LONG_AGO, officer, person_of
from tests.gatherings.conftest import begun
from tests.gatherings.test_redeeming import slot_of
from tests.gatherings.test_serving import served
from tests.portal.conftest import Wang, sealed, signed_in


def test_the_card_tells_three_things_and_no_more(wang: Wang, client: Client) -> None:
    page = client.get(f"/verify/card/{cards.code_of(wang.person)}/").content.decode()
    assert "王*梅" in page and "机床厂工会" in page and "在会" in page
    assert "王小梅" not in page and str(wang.person.key) not in page and "13912345678" not in page


def test_who_left_is_shown_as_no_member(wang: Wang, client: Client) -> None:
    resign(Membership.objects.get(person=wang.person), on=date(2022, 1, 1), by="test")
    page = client.get(f"/verify/card/{cards.code_of(wang.person)}/").content.decode()
    assert "不在会" in page and "机床厂工会" not in page


def test_a_code_is_good_for_five_minutes_and_cannot_be_made_up(
    wang: Wang, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = cards.code_of(wang.person)
    monkeypatch.setattr(cards, "LIVES", -1)
    assert client.get(f"/verify/card/{code}/").status_code == 404
    monkeypatch.setattr(cards, "LIVES", 300)
    assert client.get(f"/verify/card/{code}/").status_code == 200
    assert client.get(f"/verify/card/x{code[1:]}/").status_code == 404


def test_my_year_counts_what_the_ledger_says_of_me(wang: Wang, neighbour: Wang) -> None:
    wang.attended(1), wang.attended(2), neighbour.attended(3)
    told = wang.phone.get("/me/year/?year=2022").context
    assert [(each.kind.key, each.count) for each in told["counted"]] == [("turn", 2)]
    assert [each.day for each in told["told"]] == [date(2022, 5, 4)] * 2
    assert list(wang.phone.get("/me/year/").context["years"]) == [2022]


def test_the_proof_is_hers_alone_and_holds_without_us(wang: Wang, neighbour: Wang, client: Client) -> None:
    mine, theirs = wang.attended(1), neighbour.attended(2)
    assert wang.phone.get(f"/me/year/{mine}/proof.json").status_code == 409  # not sealed yet, and the page says so
    sealed()
    proof = wang.phone.get(f"/me/year/{mine}/proof.json")
    assert proof["Content-Disposition"] == f'attachment; filename="shenbian-proof-{mine}.json"'
    assert check(proof.content, ring().public_key()).holds
    assert wang.phone.get(f"/me/year/{theirs}/proof.json").status_code == 404
    taken = SimpleUploadedFile("proof.json", proof.content, "application/json")
    assert client.post("/verify/", {"file": taken}).context["verdict"].holds
    said = json.loads(proof.content)
    forged = json.dumps(said | {"entry": said["entry"].replace("S1", "S9")})
    assert not client.post("/verify/", {"proof": forged}).context["verdict"].holds


@pytest.mark.parametrize("nonsense", ["", "{}", "[]", "null", "<script>alert(1)</script>", "x" * 200_001])
def test_what_is_no_proof_is_told_so(nonsense: str, client: Client, db: None) -> None:
    response = client.post("/verify/", {"proof": nonsense})
    assert response.status_code == 200 and not response.context["verdict"].holds
    assert "<script>alert" not in response.content.decode()


def test_a_struck_fact_is_counted_no_more(wang: Wang) -> None:
    fact = wang.attended(1)
    strike([fact], by="test", reason="签错了")
    assert wang.phone.get("/me/year/?year=2022").context["counted"] == []


def test_my_hours_lead_to_a_certificate_that_a_stranger_verifies(wang: Wang, neighbour: Wang, client: Client) -> None:
    served(wang.cast, actor_of(wang.person))
    page = wang.phone.get("/me/volunteering/").content.decode()
    assert "开具时长证明" in page and "1小时" in page
    asked = {"kind": "volunteer_hours", "year": today().year, "body": wang.cast.district.pk}
    to = wang.phone.post("/me/volunteering/certify/", asked)["Location"]
    assert wang.phone.post("/me/volunteering/certify/", asked)["Location"] == to
    assert "看时长证明" in wang.phone.get("/me/volunteering/").content.decode()
    code = Certificate.objects.get().code
    verified = client.get(f"/verify/certificate/{code}/").content.decode()
    assert "王*梅" in verified and "1小时" in verified and "王小梅" not in verified
    assert neighbour.phone.post("/me/volunteering/certify/", asked)["Location"] == "/me/volunteering/"
    assert wang.phone.post("/me/volunteering/certify/", asked | {"year": "x"}).status_code == 404


def test_my_code_is_redeemed_once_at_the_desk_of_who_keeps_the_slot(wang: Wang, neighbour: Wang) -> None:
    enter_group(wang.person, group="new_form_worker", occupation="courier", on=LONG_AGO, by="test")
    slot = slot_of(wang.cast)
    booking = book(slot, by=actor_of(wang.person))
    begun(slot)
    assert slot.title in wang.phone.get("/me/codes/").content.decode()
    assert neighbour.phone.get(f"/me/codes/{booking.pk}/").status_code == 404
    link = urlsplit(wang.phone.get(f"/me/codes/{booking.pk}/").context["link"]).path
    assert wang.phone.get(link).status_code == 404  # whoever shows it does not redeem it
    desk = signed_in(person_of(officer(31, "desk_officer", wang.cast.district)))[1]
    page = desk.get(link).content.decode()
    assert "王*梅" in page and "王小梅" not in page
    assert "已核销" in desk.post(link).content.decode()
    assert "已经核销" in desk.post(link).content.decode()
    assert "已经核销" in wang.phone.get(f"/me/codes/{booking.pk}/").content.decode()
