"""Health checks: a proof of the occupation, a code of one person, redeemed once and counted at once; no results."""

import pytest
from django.apps import apps

from shenbian.editions.actions import SettingUp, set_up
from shenbian.facts.models import Fact
from shenbian.files.actions import upload
from shenbian.files.queries import attachments_of
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings import tickets
from shenbian.gatherings.actions import Asked, book, redeem
from shenbian.gatherings.models import Booking, Scan, Session
from shenbian.gatherings.queries import tally_of
from shenbian.people.actions import enter_group
from shenbian.rights.actor import Actor
from tests.editions.conftest import LONG_AGO, person_of
from tests.files.conftest import PDF
from tests.gatherings.conftest import OPERATOR, Cast, begun, opened


def slot_of(cast: Cast) -> Session:
    """A slot of this year's health checks, open for five."""
    year = {"programme": "health_checks", "title": "新就业形态体检", "year": 2026}
    edition = set_up(SettingUp(organisation=cast.district, **year), by=OPERATOR)  # type: ignore[arg-type]
    return opened(cast, kind="health_slot", capacity=5, edition=edition)


@pytest.fixture
def slot(cast: Cast) -> Session:
    return slot_of(cast)


def courier(cast: Cast) -> Actor:
    wang = cast.worker(of=cast.plant)
    enter_group(person_of(wang), group="new_form_worker", occupation="courier", on=LONG_AGO, by="test")
    return wang


def on_the_day(slot: Session, booking: Booking) -> Booking:
    if slot.status == "open":
        begun(slot)
    return Booking.objects.select_related(*Booking.RELATED).get(pk=booking.pk)


def test_the_first_redemption_holds_the_day_and_counts_at_once(cast: Cast, slot: Session) -> None:
    wang = courier(cast)
    first, second = book(slot, by=wang), book(slot, by=courier(cast))
    turn = redeem(on_the_day(slot, first), by=OPERATOR)
    slot.refresh_from_db()
    assert (turn.status, turn.how, slot.status) == ("counted", "card", "held")
    fact = Fact.objects.get(voided_at=None, kind="service.used")
    assert (fact.person, fact.facets["occupation"]) == (wang.person, "courier")
    assert tally_of(slot).missing == 1  # for the settlement: who did not come is not paid for
    assert redeem(on_the_day(slot, second), by=OPERATOR).status == "counted"
    assert not Fact.objects.filter(kind="session.held").exists()


def test_a_second_redemption_is_refused_naming_the_first(cast: Cast, slot: Session) -> None:
    booking = book(slot, by=courier(cast))
    redeem(on_the_day(slot, booking), by=OPERATOR)
    with pytest.raises(Refused, match="已经核销，一人一次"):
        redeem(on_the_day(slot, booking), by=OPERATOR)
    assert Fact.objects.filter(kind="service.used").count() == 1
    assert "已经核销" in Scan.objects.get().why


def test_it_is_redeemed_by_who_keeps_the_slot_and_on_its_day(cast: Cast, slot: Session) -> None:
    booking = book(slot, by=courier(cast))
    with pytest.raises(Refused, match="开始签到"):
        redeem(booking, by=OPERATOR)
    with pytest.raises(NotYours):
        redeem(on_the_day(slot, booking), by=cast.gu)


def test_a_code_is_of_one_booking_and_grows_stale(cast: Cast, slot: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    booking = book(slot, by=courier(cast))
    code = tickets.code_of(booking)
    assert tickets.read(code) == booking
    assert tickets.read(f"x{code[1:]}") is None
    monkeypatch.setattr(tickets, "LIVES", -1)
    assert tickets.read(code) is None


def test_an_occupation_that_is_not_on_record_is_proved_by_a_sealed_paper(cast: Cast, slot: Session) -> None:
    wang = cast.worker(of=cast.plant)
    with pytest.raises(Refused, match="职业证明"):
        book(slot, by=wang, asked=Asked(said={"occupation": True}))
    open_to_all = upload(PDF, name="证明.pdf", by=wang)
    with pytest.raises(Refused, match="重新上传"):
        book(slot, by=wang, asked=Asked(proof=open_to_all.pk))
    paper = upload(PDF + b"1", name="证明.pdf", by=wang, sealed=True, about=wang.person)
    booking = book(slot, by=wang, asked=Asked(proof=paper.pk))
    assert [each.file_id for each in attachments_of([booking.subject])] == [paper.pk]


def test_no_model_has_a_place_for_results() -> None:
    words = ("diagnos", "blood", "medical", "health_result", "checkup")
    fields = [f"{model._meta.label}.{each.name}".lower() for model in apps.get_models() for each in model._meta.fields]
    assert [name for name in fields if name.startswith("gatherings.") and "result" in name] == []
    assert [name for name in fields if any(word in name for word in words)] == []
