"""Long work: asked for once, run to its end or not, told of, tried again, forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError

from shenbian.jobs import sealing
from shenbian.jobs.actions import again, cancel, defer, erase_runs, forget_old, run_next
from shenbian.jobs.models import Run, Tick
from shenbian.jobs.queries import before, runs_of
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused
from shenbian.notices.models import Notice
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from tests.jobs.conftest import LATER, Counting, acting


def test_a_run_waits_runs_and_is_done_with_what_came_of_it(counting: Counting) -> None:
    me = acting()
    run = defer("test.count", by=me, about="苹果", of=3, kind="苹果")
    assert (run.state, run.done, run.of) == ("waiting", 0, 3)
    ended = run_next()
    assert ended is not None
    assert (ended.pk, ended.state, ended.done, ended.of, ended.said) == (run.pk, "done", 3, 3, "数到了3。")
    assert counting.ran == [{"kind": "苹果"}]
    found = Run.objects.get()
    assert (sealing.paper_of(found), found.called, bytes(found.sealed)) == (b"1 2 3", "数.txt", b"")
    assert run_next() is None


def test_nothing_of_the_arguments_lies_in_clear(counting: Counting) -> None:
    run = defer("test.count", by=acting(), name="欧阳若溪")
    assert "欧阳若溪".encode() not in bytes(run.sealed)
    assert sealing.arguments_of(run) == {"name": "欧阳若溪"}


def test_the_oldest_runs_first_and_a_waiting_one_knows_how_many_are_before_it(counting: Counting) -> None:
    me = acting()
    first, second, third = (defer("test.count", by=me) for _ in range(3))
    assert [before(each) for each in (first, second, third)] == [0, 1, 2]
    assert [run_next(), run_next()] == [first, second]
    assert before(third) == 0


def test_the_same_work_is_not_asked_for_twice_until_it_failed(counting: Counting) -> None:
    me, other = acting(1), acting(2)
    first = defer("test.count", by=me, once="apples", n=1)
    assert defer("test.count", by=other, once="apples", n=2) == first
    run_next()
    assert defer("test.count", by=me, once="apples", n=3) == first
    assert counting.ran == [{"n": 1}]
    Run.objects.update(state="failed")
    assert defer("test.count", by=me, once="apples", n=4) != first
    Run.objects.filter(pk=first.pk).update(sealed=b"1")
    with pytest.raises(Refused, match="请看那一个任务"):
        again(first, by=me)


def test_progress_is_written_and_never_beyond_its_end(counting: Counting) -> None:
    seen: list[tuple[int, int, str]] = []
    counting.at_step = lambda step: seen.append(Run.objects.values_list("done", "of", "step").get())
    defer("test.count", by=acting())
    run_next()
    assert seen == [(0, 0, ""), (1, 3, "第1步"), (2, 3, "第2步")]


def test_who_asked_acts_with_the_posts_that_still_stand(counting: Counting) -> None:
    me = acting()
    for _ in range(2):
        defer("test.count", by=me)
    run_next()
    Post.objects.update(until_on="2021-01-01")
    run_next()
    assert [(each.ref, len(each.posts)) for each in counting.by] == [(me.ref, 1), (me.ref, 0)]


def test_who_asked_in_one_post_acts_in_that_one_alone(counting: Counting) -> None:
    defer("test.count", by=replace(acting(), posts=()))
    run_next()
    assert counting.by[0].posts == ()


def test_an_operator_may_ask_too(counting: Counting) -> None:
    defer("test.count", by=Actor.operator("root"))
    run_next()
    assert counting.by == [Actor.operator("root")]
    assert not Notice.objects.exists()


def failing(why: Exception) -> Counting:
    def at_step(step: int) -> None:
        if step == 2:
            raise why

    return Counting(at_step=at_step)


@pytest.mark.parametrize(
    ("why", "said"),
    [(Refused({0: "名单里没有人。"}), "名单里没有人。"), (KeyError("x"), "程序出错，没有办完")],
)
def test_one_that_fails_says_why_tells_whoever_asked_and_may_be_tried_again(
    counting: Counting, why: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    counting.at_step = failing(why).at_step
    me = acting()
    run = defer("test.count", by=me, n=1)
    ended = run_next()
    assert ended is not None
    assert (ended.state, ended.said[: len(said)], ended.done) == ("failed", said, 1)
    assert not Tick.objects.exists()  # what was done before is taken back
    told = Notice.objects.get()
    assert (told.to, told.title, told.subject) == (me.person, "数到三：没有办完", f"jobs.run:{run.pk}")
    counting.at_step = lambda step: None
    assert again(run, by=me).state == "waiting"
    run_next()
    assert (Run.objects.get().state, counting.ran) == ("done", [{"n": 1}, {"n": 1}])
    with pytest.raises(Refused, match="已完成"):
        again(run, by=me)
    assert [record.message for record in caplog.records if "failed" in record.message] == (
        [] if isinstance(why, Refused) else [f"run {run.pk} of test.count failed"]
    )


def test_of_a_long_one_that_is_done_whoever_asked_is_told(counting: Counting) -> None:
    me = acting()
    defer("test.count", by=me)
    run_next()
    assert not Notice.objects.exists()
    defer("test.count", by=me)
    Run.objects.filter(state="waiting").update(asked_at=now() - LATER)
    run_next()
    assert list(Notice.objects.values_list("to", "title")) == [(me.person, "数到三：已办完")]


def test_one_that_waits_is_cancelled_at_once_and_one_that_runs_at_its_next_step(counting: Counting) -> None:
    me = acting()
    waiting, running = defer("test.count", by=me), defer("test.count", by=me)
    assert cancel(waiting, by=me)
    counting.at_step = lambda step: cancel(running, by=me) and None if step == 2 else None
    ended = run_next()
    assert ended is not None
    assert (ended.pk, ended.state, ended.done) == (running.pk, "cancelled", 2)
    waiting.refresh_from_db()
    assert (waiting.state, len(counting.ran)) == ("cancelled", 1)
    assert not cancel(running, by=me)


def test_nobody_sees_cancels_or_repeats_what_another_asked_for(counting: Counting) -> None:
    me, other = acting(1), acting(2)
    run = defer("test.count", by=me)
    assert (list(runs_of(me)), list(runs_of(other))) == ([run], [])
    assert not cancel(run, by=other)
    with pytest.raises(Run.DoesNotExist):
        again(run, by=other)


def test_one_whose_worker_is_gone_begins_again_three_times_at_most(counting: Counting) -> None:
    run = defer("test.count", by=acting())

    def die(step: int) -> None:
        raise OperationalError("the connection is lost")

    counting.at_step = die
    for n in (1, 2, 3):
        with pytest.raises(OperationalError):
            run_next(at=now() + n * LATER)
        Run.objects.update(beat_at=now())
        assert (Run.objects.get().attempts, run_next()) == (n, None)
    assert run_next(at=now() + LATER) is None
    run.refresh_from_db()
    assert (run.state, run.said[:7], Notice.objects.count()) == ("failed", "程序中断了几次", 1)


def test_one_whose_worker_is_told_to_stop_waits_for_the_next_as_if_it_had_not_begun(counting: Counting) -> None:
    defer("test.count", by=acting())

    def stop(step: int) -> None:
        raise KeyboardInterrupt

    counting.at_step = stop
    with pytest.raises(KeyboardInterrupt):
        run_next()
    run = Run.objects.get()
    assert (run.state, run.attempts) == ("waiting", 0)
    counting.at_step = lambda step: None
    assert run_next() == run


def test_what_a_worker_did_that_was_given_up_is_taken_back(counting: Counting) -> None:
    defer("test.count", by=acting())
    counting.at_step = lambda step: Run.objects.update(attempts=7) and None if step == 3 else None
    counting.returns_early = True
    ended = run_next()
    assert ended is not None
    assert (ended.state, Notice.objects.count(), Tick.objects.count()) == ("running", 0, 0)


def test_papers_and_arguments_are_forgotten_after_a_week_and_runs_after_three_months(counting: Counting) -> None:
    me = acting()
    for _ in range(2):
        defer("test.count", by=me)
    run_next()
    failed = Run.objects.get(state="waiting")
    counting.at_step = failing(Refused({0: "不行。"})).at_step
    run_next()
    assert forget_old() == 0
    assert forget_old(at=now() + timedelta(days=8)) == 2
    assert list(Run.objects.values_list("paper", "sealed").distinct()) == [(None, b"")]
    with pytest.raises(Refused, match="重新办理"):
        again(failed, by=me)
    assert forget_old(at=now() + timedelta(days=91)) == 2
    assert not Run.objects.exists()


def test_what_an_erased_person_asked_for_is_gone_and_one_that_runs_stops(counting: Counting) -> None:
    me = acting()
    defer("test.count", by=me)
    counting.at_step = lambda step: erase_runs([me.person or 0])
    ended = run_next()
    assert ended is not None
    assert (ended.state, len(counting.steps)) == ("cancelled", 1)
    erase_runs([me.person or 0])
    assert not Run.objects.exists()


def test_a_run_costs_the_same_however_many_there_are(counting: Counting, django_assert_num_queries: object) -> None:
    me = acting()
    for _ in range(4):
        defer("test.count", by=me)
    for _ in range(2):
        with django_assert_num_queries(20):  # type: ignore[operator]
            run_next()
