"""What every command has from its group: the database when it needs it, the exit codes, plain words on stderr."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from shenbian.cli import database
from shenbian.kit.env import Unable
from tests.kit.embedded_home import Home

T = TypeVar("T")


@pytest.fixture
def home() -> Iterator[Home]:
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    made = Home(folder / "home")
    yield made
    made.end()
    shutil.rmtree(folder)


def test_what_a_person_typed_wrongly_is_said_in_chinese_and_ends_with_two(home: Home) -> None:
    code, out, err = home.shenbian("nonsense")
    assert (code, out) == (2, "")
    assert err.startswith("命令用法不对：没有命令“nonsense”。有：")
    assert home.shenbian("stop", "--now") == (2, "", "命令用法不对：没有选项 --now。\n")


def test_an_environment_that_cannot_be_understood_is_refused_with_two(home: Home) -> None:
    code, out, err = home.shenbian("dsn", SHENBIAN_HOME="somewhere")
    assert (code, out) == (2, "")
    assert err == "环境变量 SHENBIAN_HOME 必须是绝对路径，现在是“somewhere”。\n"


def test_serve_brings_the_database_up_to_date_serves_works_and_takes_all_down_with_it(home: Home) -> None:
    server, port = _served(home)
    assert _status(port) in (200, 302, 403, 404)
    assert home.ask("SELECT count(*) > 0 FROM django_migrations", role="shenbian_app") is True
    _until(lambda: home.ask("SELECT well_at IS NOT NULL FROM jobs_tick WHERE key = 'facts.seal'"))
    children = _children(server.pid)
    assert len(children) == 2
    assert home.shenbian("stop")[0] == 1
    server.send_signal(signal.SIGINT)
    out, _ = server.communicate(timeout=60)
    assert (server.returncode, out) == (0, "")
    assert [child for child in children if _runs(child)] == []
    assert not home.running()
    _outlives_nothing(home)


def _outlives_nothing(home: Home) -> None:
    """The worker is begun anew when it dies, and ends by itself when its server is killed."""
    server, _ = _served(home)
    worker = _until(lambda: _worker_of(server.pid))
    os.kill(worker, signal.SIGKILL)
    again = _until(lambda: next(iter({_worker_of(server.pid)} - {0, worker}), 0))
    web = [child for child in _children(server.pid) if child != again]
    server.kill()
    server.wait()
    _until(lambda: not _runs(again))
    for each in web:
        os.kill(each, signal.SIGTERM)
    _until(lambda: not any(map(_runs, web)))


def test_a_server_of_ones_own_is_used_as_it_is_and_never_stopped(home: Home) -> None:
    """The embedded server of another data folder plays the user's own."""
    _, url, _ = home.shenbian("dsn")
    url = url.strip()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE theirs")
    url = url.replace("/shenbian?", "/theirs?")
    elsewhere = Home(home.path.parent / "elsewhere")
    assert elsewhere.shenbian("dsn", DATABASE_URL=url) == (0, url + "\n", "")
    code, _, _ = elsewhere.shenbian("programmes", DATABASE_URL=url)
    assert code == 0
    assert elsewhere.shenbian("stop", DATABASE_URL=url) == (0, "", "数据库由 DATABASE_URL 指定，不归身边启停。\n")
    assert home.running()
    assert not elsewhere.places.cluster.exists()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)


def test_a_server_out_of_reach_is_said_in_chinese(home: Home) -> None:
    code, out, err = home.shenbian("programmes", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert (code, out) == (2, "")
    assert err.startswith("连不上 DATABASE_URL 指定的数据库：")
    assert "Traceback" not in err
    code, _, err = home.shenbian("programmes", DATABASE_URL="mysql://x")
    assert code == 2
    assert err == "环境变量 DATABASE_URL 不是 PostgreSQL 的连接串(postgresql://…)。\n"


@pytest.mark.django_db
def test_a_server_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for one newer than any, as no old one is at hand."""
    monkeypatch.setattr(database, "OLDEST", 99)
    with pytest.raises(Unable) as refused:
        database.check_version()
    assert re.fullmatch(r"DATABASE_URL 指定的 PostgreSQL 是 \d+ 版，身边要 99 版以上。", str(refused.value))


def _served(home: Home) -> tuple[subprocess.Popen[str], int]:
    """`shenbian serve`, once it has said its address; and the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "shenbian.cli", "serve", "--port", str(port)],
        env=home.environment,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    home.processes.append(server)
    assert server.stderr is not None
    while not re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline()):
        assert server.poll() is None
    return server, port


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _worker_of(pid: int) -> int:
    """The child that works, 0 while there is none."""
    told = ((child, Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")) for child in _children(pid))
    return next((child for child, words in told if b"--beside" in words), 0)


def _runs(pid: int) -> bool:
    """Whether there is such a process that is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _until(true: Callable[[], T]) -> T:
    """What it gives once it gives something; another process is at it."""
    for _ in range(1200):
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come to that")


def _status(port: int) -> int:
    """The first answer of the server, once it listens."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
