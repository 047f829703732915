"""The worker: begins, ends, outlives its database's restarts; progress is seen while a job's transaction is open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from shenbian.cli.commands import work as command
from shenbian.cli.words import WELL, ended
from shenbian.jobs import worker
from shenbian.jobs.actions import Beating, defer, run_next, running
from shenbian.jobs.job import Job, Outcome, Progress, jobs
from shenbian.jobs.models import Run, Tick
from shenbian.jobs.timed import Timed, clockwork
from shenbian.rights.actor import Actor
from tests.databases import own_database

__all__ = ["own_database"]
ME = Actor.operator("root")
MANY = 2000  # looks after which another thread should long have written


@pytest.fixture
def house(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of one's own, one job that does nothing, one piece of timed work."""
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{own_database}")
    monkeypatch.setitem(
        jobs._all, "test.idle", Job(key="test.idle", title="闲着", run=lambda told, by: Outcome("好。"))
    )
    monkeypatch.setattr(clockwork, "_all", {})
    clockwork.add(Timed(key="idle", title="看钟", run=lambda by, at: "看过了", every=timedelta(minutes=1)))
    return own_database


def test_it_works_until_it_is_no_longer_wanted(house: str) -> None:
    run = defer("test.idle", by=ME)
    heard: list[str] = []
    looks = iter([True, False])
    worker.work(say=heard.append, wanted=lambda: next(looks))
    assert sorted(heard) == [f"任务 {run.pk} 已完成。", "看钟：看过了。"]
    assert Run.objects.get().state == "done"


def test_the_command_does_what_is_due_and_ends(house: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (defer("test.idle", by=ME).pk for _ in range(2))
    assert ended(lambda: command.command.main(["--once"], standalone_mode=False)) == WELL
    assert capsys.readouterr().err == f"看钟：看过了。\n任务 {first} 已完成。\n任务 {second} 已完成。\n"


def test_it_outlives_a_restart_of_its_database(house: str) -> None:
    """To a connection a restart is its end."""
    defer("test.idle", by=ME)
    at, heard = connection.settings_dict, []
    with psycopg.connect(host=at["HOST"], port=at["PORT"], user=at["USER"], dbname="postgres") as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [house])
    assert worker._once(worker._run_one, heard.append) is False
    assert [text.partition("：")[0] for text in heard] == ["数据库没有应答，稍后再试"]
    assert worker._once(worker._run_one, heard.append) is True
    worker._once(worker._tick, heard.append)
    assert (Run.objects.get().state, Tick.objects.get().said) == ("done", "看过了")


def test_progress_is_seen_and_a_cancel_heard_while_the_transaction_of_the_job_is_open(
    house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_EVERY", 0.001)
    seen: list[str] = []

    def long(told: Progress, by: Actor) -> Outcome:
        with transaction.atomic():
            Tick.objects.create(key="half done")
            for _ in range(MANY):
                told.tell(1, 3, "第1步")
                step = Run.objects.values_list("step", flat=True).get()
                if step and not seen:
                    seen.append(step)
                    with psycopg.connect(**_same(house)) as other:
                        other.execute("UPDATE jobs_run SET unwanted = true")
        return Outcome("数完了。")

    monkeypatch.setitem(jobs._all, "test.long", Job(key="test.long", title="数很久", run=long))
    defer("test.long", by=ME)
    run = run_next(watch=Beating)
    assert run is not None
    assert (seen, run.state, run.done, run.of) == (["第1步"], "cancelled", 1, 3)
    assert not Tick.objects.filter(key="half done").exists()


def _same(name: str) -> dict[str, str]:
    at = connection.settings_dict
    return {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "dbname": name}
