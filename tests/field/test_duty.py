"""A day out there is noted on the phone by whoever was there; `deployments` keeps it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from shenbian.deployments.models import DutyDay, Problem
from shenbian.facts.models import Fact
from shenbian.fieldwork.actions import Said, take_down
from shenbian.fieldwork.models import FieldRecord
from shenbian.fieldwork.queries import offered, taken_down_by, verbs_of
from shenbian.fieldwork.verbs import About, Verb, verbs
from shenbian.files.queries import attachments_of
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import chinese_day, now, today
from shenbian.rights.actor import Actor
from tests.field.conftest import JSON, SPOT, Field, clock, main_of, shot

PLACE = "石园北区社区"


def said(**told: object) -> Said:
    answers = {"place": PLACE, "work": "卡口值守", **told.pop("answers", {})}  # type: ignore[dict-item]
    return Said(**{"happened_at": now(), "result": "已到岗", "answers": answers, **told})  # type: ignore[arg-type]


def noted(verb: Verb, by: Actor, **told: object) -> FieldRecord:
    return take_down(verb, said(**told), by=by, client_key=uuid4())


@pytest.fixture
def treasurer(field: Field) -> Actor:
    return field.place.actor("treasurer", field.place.federation)


def test_every_officer_of_the_union_notes_their_own_days(field: Field, treasurer: Actor) -> None:
    mine = [verb.key for verb in verbs_of(treasurer) if verb.about is About.ONESELF]
    assert mine == ["deployed", "stationing"]
    office = field.place.actor("system_administrator", field.place.federation)
    assert [verbs_of(office), verbs_of(field.member())] == [[], []]


def test_a_day_from_the_phone_is_the_kernels_own(field: Field, treasurer: Actor) -> None:
    record = noted(verbs["deployed"], treasurer, photos=[shot()], place=SPOT)
    day = DutyDay.objects.get()
    (fact,) = Fact.objects.filter(kind="duty.day")
    assert (record.led_to, record.status, day.evidence) == (day.subject, "recorded", record.subject)
    assert (fact.source, fact.evidence) == (f"deployment|{treasurer.person}|{today()}|{PLACE}", day.subject)
    assert (record.latitude, record.whom, [move.name for move in record.open_moves()]) == (40.12816, PLACE, [])
    assert {each.subject for each in attachments_of([record.subject, day.subject])} == {record.subject, day.subject}
    assert list(taken_down_by(treasurer, today())) == [record]


def test_sent_twice_it_is_there_once(field: Field, treasurer: Actor) -> None:
    key, told = uuid4(), said(photos=[shot()])
    records = [take_down(verbs["deployed"], told, by=treasurer, client_key=key) for _ in range(3)]
    assert (len(set(records)), DutyDay.objects.count(), Fact.objects.filter(kind="duty.day").count()) == (1, 1, 1)


def test_what_the_kernel_refuses_is_refused_to_the_phone_and_leaves_nothing(field: Field, treasurer: Actor) -> None:
    noted(verbs["deployed"], treasurer)
    key = uuid4()
    with pytest.raises(Refused) as no:
        take_down(verbs["deployed"], said(photos=[shot()]), by=treasurer, client_key=key)
    assert f"{chinese_day(today())}在“{PLACE}”已有一次下沉值守" in no.value.why
    with pytest.raises(Refused) as no:
        noted(verbs["deployed"], treasurer, result="居家")
    assert no.value.why == "居家待命,不计下沉，没有登记。"
    assert (FieldRecord.objects.count(), DutyDay.objects.count()) == (1, 1)
    other = said(photos=[shot()], answers={"place": "石园南区社区"})
    assert take_down(verbs["deployed"], other, by=treasurer, client_key=key).led_to


def test_a_problem_found_is_on_the_list(field: Field, treasurer: Actor) -> None:
    noted(verbs["stationing"], treasurer, answers={"problem": "没有充电桩"})
    assert [(each.what, each.status) for each in Problem.objects.all()] == [("没有充电桩", "open")]


def test_the_photo_of_a_day_that_was_struck_out_may_be_used_again(field: Field, treasurer: Actor) -> None:
    noted(verbs["deployed"], treasurer, photos=[shot()])
    with pytest.raises(Refused) as no:
        noted(verbs["stationing"], treasurer, photos=[shot()])
    assert no.value.why == f"这张照片已经用在{chinese_day(today())}的下沉值守里。请用这一次现场拍的照片。"
    perform("withdraw", on=DutyDay.objects.get(), by=treasurer, said={"reason": "记错了"})
    assert noted(verbs["stationing"], treasurer, photos=[shot()]).status == "recorded"


def test_nobody_without_a_post_notes_days(field: Field) -> None:
    with pytest.raises(NotYours):
        noted(verbs["deployed"], field.member())


def test_places_are_offered_without_a_network(field: Field, treasurer: Actor) -> None:
    noted(verbs["deployed"], treasurer, answers={"place": "石园南区社区"}, happened_at=now() - timedelta(days=1))
    noted(verbs["deployed"], treasurer)
    noted(verbs["deployed"], field.walker, answers={"place": "仁和村"})
    assert offered(verbs["deployed"], treasurer, today(), most=9) == [PLACE, "石园南区社区", "仁和村"]


def test_the_page_asks_nothing_of_whom_and_leads_to_the_day(field: Field) -> None:
    client = field.client("treasurer", field.place.federation)
    page = client.get("/desk/field/deployed/").content.decode()
    assert ('name="unit"' in page, 'name="person"' in page, 'name="place"' in page) == (False, False, True)
    told = {
        "place": PLACE,
        "happened_at": clock(),
        "result": "已到岗",
        "client_key": str(uuid4()),
    }
    answer = client.post("/desk/field/deployed/", told, headers=JSON)
    day = DutyDay.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {"url": f"/desk/things/deployments.dutyday/{day.pk}/", "title": f"下沉值守：{PLACE}"},
    )
    assert f"下沉值守：{PLACE}" in main_of(client, "/desk/field/")
    assert PLACE in main_of(client, f"/desk/things/deployments.dutyday/{day.pk}/")
