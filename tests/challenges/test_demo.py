"""The walk of the demo home comes in through the same doors, once."""

from shenbian.challenges.models import DayCount
from shenbian.demo import challenge
from shenbian.editions.models import Edition, Entry
from tests.challenges.conftest import Walk, states


def test_the_demo_walk_has_days_that_count_that_do_not_and_that_wait(walk: Walk) -> None:
    Edition.objects.filter(pk=walk.edition.pk).update(kind_key="joining")  # as if none were there yet
    for union in (walk.cast.plant, walk.cast.shop):
        for _ in range(4):
            walk.worker(union)
    said: list[str] = []
    challenge.load(said.append)
    challenge.load(said.append)
    assert said == ["今年的健步走已经装好：8人报名。"]
    assert (Entry.objects.count(), Edition.objects.filter(kind_key="walking").count()) == (8, 1)
    assert {state for state, _ in states()} == {"counted", "uncounted", "doubtful"}
    assert {why for _, why in states()} == {"", "little", "device", "late", "fast", "typed"}
    assert DayCount.objects.exclude(status="received").count() == DayCount.objects.count()
