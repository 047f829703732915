"""The course of the demo comes through the same doors, once, and only where there are members."""

from shenbian.courses.models import Enrolment, Lesson, Question
from shenbian.demo import learning
from tests.editions.conftest import Cast


def test_learners_are_each_somewhere_on_their_way(cast: Cast) -> None:
    said: list[str] = []
    learning.load(said.append)
    assert (said, Lesson.objects.count()) == ([], 0)
    for _ in range(4):
        cast.worker(of=cast.plant)
    learning.load(said.append)
    learning.load(said.append)
    assert said == ["今年的线上课程已经装好：3个课时，10道题，4名学员。"]
    states = sorted(Enrolment.objects.values_list("status", flat=True))
    assert states == ["completed", "dropped", "enrolled", "studying"]
    assert (Lesson.objects.count(), Question.objects.count()) == (3, 10)
