"""What the demo shows is shown through the doors that everybody uses, and once."""

from __future__ import annotations

from shenbian.demo import streams
from shenbian.streams.models import Reading, Stream
from tests.streams.conftest import House


def test_the_demo_has_a_stream_in_every_state_that_comes_before_its_end(house: House) -> None:
    told: list[str] = []
    for _ in range(2):
        streams.load(told.append)
    assert told == ["近日的直播已经装好：4场。"]
    assert list(Stream.objects.order_by("pk").values_list("status", "host")) == [
        ("live", ""),
        ("tested", ""),
        ("scheduled", ""),
        ("scheduled", "市总工会"),
    ]
    assert list(Reading.objects.order_by("pk").values_list("value", "status")) == [(1_240, "taken"), (3_880, "taken")]
