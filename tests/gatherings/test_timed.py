"""What happens to sessions by itself does no harm twice, or late."""

from datetime import timedelta

from django.utils import timezone

from shenbian.flow.actions import perform
from shenbian.gatherings.actions import Asked, book
from shenbian.gatherings.models import Booking, Session
from shenbian.gatherings.timed import lapse, move_on, remind
from shenbian.jobs.timed import clockwork
from shenbian.notices.models import Notice
from shenbian.rights.queries import actor_of
from tests.gatherings.conftest import Cast

CLOCK = clockwork["gatherings.lapse"].actor


def test_an_offer_lapses_once_and_goes_to_the_next(cast: Cast, lesson: Session) -> None:
    first, *_ = [book(lesson, by=cast.worker(of=cast.plant)) for _ in range(2)]
    third, _ = (book(lesson, by=cast.worker(of=cast.plant), asked=Asked(line=True)) for _ in range(2))
    perform("withdraw", on=first, by=actor_of(first.person))
    now = timezone.now()
    assert lapse(CLOCK, now) == ""
    Booking.objects.filter(pk=third.pk).update(answer_by=now - timedelta(minutes=1))
    assert [lapse(CLOCK, now), lapse(CLOCK, now)] == ["1件逾期未答复", ""]
    assert list(lesson.bookings.order_by("pk").values_list("status", flat=True))[2:] == ["lapsed", "offered"]


def test_a_line_that_stood_still_moves_on(cast: Cast, lesson: Session) -> None:
    for _ in range(2):
        book(lesson, by=cast.worker(of=cast.plant))
    book(lesson, by=cast.worker(of=cast.plant), asked=Asked(line=True))
    assert move_on(CLOCK, timezone.now()) == ""
    Session.objects.filter(pk=lesson.pk).update(capacity=3)
    assert [move_on(CLOCK, timezone.now()), move_on(CLOCK, timezone.now())] == ["候补到位1件", ""]


def test_whoever_booked_is_reminded_the_day_before_once(cast: Cast, lesson: Session) -> None:
    wang = cast.worker(of=cast.plant)
    book(lesson, by=wang)
    assert lesson.starts_at is not None
    before = lesson.starts_at - timedelta(days=1)
    assert remind(CLOCK, before - timedelta(days=1)) == ""
    remind(CLOCK, before)
    remind(CLOCK, before)
    assert [notice.title for notice in Notice.objects.filter(to=wang.person)] == ["明天：太极拳公益课"]
