"""Days of a challenge over the API: one's own, a provider's, once however often they are sent."""

from uuid import UUID

from django.test import Client

from shenbian.challenges.models import DayCount
from tests.api.conftest import program, uncounted
from tests.api.test_doing import post
from tests.challenges.conftest import Walk, walk, walked

__all__ = ["uncounted", "walk"]

KEY = str(UUID("7f0e5f1e-8d0a-4b70-9b5c-0a5ad1a5a777"))


def day(walk: Walk, quantity: int, **more: object) -> dict[str, object]:
    return {"on": walk.day.isoformat(), "quantity": quantity, "device": "phone"} | more


def test_a_worker_sends_their_own_days_once(walk: Walk) -> None:
    worker, _ = walk.joins()
    at = f"/api/challenges/{walk.edition.pk}/days"
    sending = {"client_key": KEY, "days": [day(walk, 7000), day(walk, 100, device="band")]}
    first, again = (post(program(worker), at, sending).json()["days"] for _ in range(2))
    assert [(each["state"], each["why"], each["again"]) for each in first] == [
        ("counted", "", False),
        ("uncounted", "不到有效日的最少步数", False),
    ]
    assert [each["again"] for each in again] == [True, True]
    assert (DayCount.objects.count(), walked()) == (2, [(7000, 1)])


def test_who_takes_no_part_and_a_stranger_find_nothing(walk: Walk) -> None:
    at = f"/api/challenges/{walk.edition.pk}/days"
    sending = {"client_key": KEY, "days": [day(walk, 7000)]}
    assert post(program(walk.worker()), at, sending).status_code == 404
    assert post(Client(), at, sending).status_code == 401
    assert post(program(walk.joins()[0]), "/api/challenges/0/days", sending).status_code == 404


def test_a_provider_sends_by_the_number_of_the_entry_all_or_none(walk: Walk) -> None:
    worker, entry = walk.joins()
    at = f"/api/challenges/{walk.edition.pk}/days/provided"
    good = day(walk, 7000, entry=entry.number)
    answer = post(program(walk.desk), at, {"client_key": KEY, "days": [good, good | {"entry": "JB-1"}]})
    assert (answer.status_code, DayCount.objects.count()) == (409, 0)
    assert "这一期里没有编号为“JB-1”的报名" in answer.json()["detail"]
    assert post(program(walk.desk), at, {"client_key": KEY, "days": [good]}).json()["days"][0]["state"] == "counted"
    for stranger in (worker, walk.cast.bo):
        assert post(program(stranger), at, {"client_key": KEY, "days": [good]}).status_code == 404


def test_what_is_no_day_is_named_by_its_field(walk: Walk) -> None:
    worker, _ = walk.joins()
    answer = post(program(worker), f"/api/challenges/{walk.edition.pk}/days", {"client_key": "x", "days": [{}]})
    assert answer.status_code == 422
