"""`shenbian deliver`: what it sends and says, and that what did not go out is told."""

from pathlib import Path

import pytest

from shenbian.cli.commands import deliver
from shenbian.cli.words import NO, WELL, ended
from shenbian.notices.actions import Telling, tell
from shenbian.notices.models import Notice
from tests.databases import own_database
from tests.notices.conftest import CALM, GONE, NOON, Line, reached

__all__ = ["own_database"]


@pytest.fixture
def told(own_database: str, line: type[Line], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{own_database}")
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    tell([Telling(to=reached(1).key, kind=CALM.key, title="甲")], by="test")
    Notice.objects.update(told_at=NOON)


def run(*arguments: str) -> int:
    return ended(lambda: deliver.command.main(list(arguments), standalone_mode=False))


def test_one_round_sends_what_is_due_and_ends(told: None, line: type[Line], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--once") == WELL
    assert capsys.readouterr().err == (
        "发送渠道：短信。\n新通知1条，发出1条消息（含1条通知），稍后再发0条，没有发出0条。\n"
    )
    assert line.sent == [("13800000001", "【身边】甲")]
    assert run("--lost") == WELL
    assert capsys.readouterr().err == "没有发不出的通知。\n"


def test_what_did_not_go_out_is_listed(
    told: None, line: type[Line], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(line, "trouble", GONE)
    run("--once")
    capsys.readouterr()
    assert run("--lost") == NO
    out = capsys.readouterr()
    assert out.out == "2022-09-06 12:00 没有发出 sms test.calm 号码停用。\n"
    assert out.err == "共1条没有发出。\n"
