"""At the door: a code of some seconds on the screen, a ticket of one's own, a card that an officer scans."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shenbian.accounts.models import Account
from shenbian.fieldwork.actions import Said, take_down
from shenbian.fieldwork.checking import CHECKING_IN, called
from shenbian.fieldwork.models import FieldRecord
from shenbian.flow.refusals import Refused
from shenbian.gatherings import codes
from shenbian.gatherings.codes import Way, code_of, read, read_ticket, ticket_of
from shenbian.gatherings.models import Scan, Session, Turn
from shenbian.rights.actor import Actor
from tests.editions.conftest import person_of
from tests.gatherings.conftest import Cast, begun, opened


@pytest.fixture
def talk(cast: Cast) -> Session:
    """A talk that has begun, for which nobody books."""
    return begun(opened(cast, kind="model_talk"))


def phone(actor: Actor) -> Client:
    person, client = person_of(actor), Client()
    client.force_login(Account.objects.create(person=person, login=f"p{person.pk}"))
    return client


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr(codes, "now", lambda: timezone.now() + timedelta(seconds=seconds))


def test_a_code_names_session_and_way_and_grows_stale(talk: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_of(talk, Way.OUT)
    shown = read(code)
    assert shown is not None
    assert (shown.session, shown.way, shown.stale) == (talk, Way.OUT, False)
    later(monkeypatch, 40)
    stale = read(code)
    assert stale is not None and stale.stale
    assert [read("nonsense"), read(code[:-1])] == [None, None]


def test_a_ticket_is_of_one_person(cast: Cast, talk: Session) -> None:
    shown = read(code_of(talk))
    assert shown is not None
    ticket = ticket_of(shown, 1)
    mine = read_ticket(ticket, 1)
    assert mine is not None and mine.session == talk
    assert read_ticket(ticket, 2) is None


def test_whoever_scans_is_in_with_one_tap_and_once(cast: Cast, talk: Session) -> None:
    wang = cast.worker(of=cast.plant)
    page, client = reverse("portal:check_in", args=[code_of(talk)]), phone(wang)
    ticket = client.get(page).context["ticket"]
    assert "已签到" in client.post(page, {"ticket": ticket}).content.decode()
    again = client.post(page, {"ticket": ticket})
    assert (again.status_code, Turn.objects.get().owner) == (409, wang.person)


def test_a_picture_of_the_screen_opens_nothing_and_is_kept_as_failed(
    cast: Cast, talk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang, page = cast.worker(of=cast.plant), reverse("portal:check_in", args=[code_of(talk)])
    client = phone(wang)
    later(monkeypatch, 40)
    answer = client.get(page)
    assert (answer.status_code, answer.context["ticket"]) == (410, "")
    assert [(scan.person, scan.why) for scan in Scan.objects.all()] == [(wang.person, "现场码已过期")]
    assert client.post(page, {"ticket": ""}).status_code == 410
    assert Turn.objects.count() == 0


def test_the_ticket_of_another_opens_nothing(cast: Cast, talk: Session) -> None:
    one, two = phone(cast.worker(of=cast.plant)), phone(cast.worker(of=cast.plant))
    page = reverse("portal:check_in", args=[code_of(talk)])
    assert two.post(page, {"ticket": one.get(page).context["ticket"]}).status_code == 410
    assert Turn.objects.count() == 0


def test_out_is_scanned_as_in_is(cast: Cast) -> None:
    task = begun(opened(cast, kind="volunteer_task", booking="open"))
    client = phone(cast.worker(of=cast.plant))
    for way in (Way.IN, Way.OUT):
        page = reverse("portal:check_in", args=[code_of(task, way)])
        assert client.post(page, {"ticket": client.get(page).context["ticket"]}).status_code == 200
    turn = Turn.objects.get()
    assert turn.in_at is not None and turn.out_at is not None
    page = reverse("portal:check_in", args=[code_of(task, Way.OUT)])
    assert client.post(page, {"ticket": client.get(page).context["ticket"]}).status_code == 409


def test_the_screen_is_for_who_keeps_the_register_and_asks_as_much_for_three_as_for_one(
    cast: Cast, talk: Session, django_assert_num_queries: object
) -> None:
    officer, page = phone(cast.heads), reverse("desk:session_screen_code", args=[talk.pk])
    assert officer.get(page).status_code == 404  # another line of work
    host = phone(cast.dan)
    Session.objects.filter(pk=talk.pk).update(desk="organising")
    for count in (1, 3):
        while Turn.objects.count() < count:
            ours = phone(cast.worker(of=cast.plant))
            there = reverse("portal:check_in", args=[code_of(talk)])
            ours.post(there, {"ticket": ours.get(there).context["ticket"]})
        with django_assert_num_queries(9):  # type: ignore[operator]
            answer = host.get(page)
        assert f"<strong>{count}</strong>人已签到" in answer.content.decode()
    assert "职工1" not in answer.content.decode()  # names are masked on the screen


def test_a_card_scanned_without_a_network_is_sent_twice_and_counts_once(cast: Cast, talk: Session) -> None:
    wang, key = person_of(cast.worker(of=cast.plant)), uuid4()
    said = Said(
        happened_at=timezone.now() - timedelta(minutes=3),
        result="已签到",
        answers={"session": called(talk), "way": "in"},
        person=wang,
    )
    sent = [take_down(CHECKING_IN, said, by=cast.bo, client_key=key) for _ in range(2)]
    turn = Turn.objects.get()
    assert [record.led_to for record in sent] == [turn.subject] * 2
    assert (turn.how, turn.in_at, turn.organisation) == ("offline", said.happened_at, cast.plant)
    with pytest.raises(Refused, match="已经签到"):
        take_down(CHECKING_IN, said, by=cast.bo, client_key=uuid4())
    assert FieldRecord.objects.count() == 1
    assert Scan.objects.get().why.endswith("已经签到，不用再签。")
