"""`shenbian check`: claims on stdout, the rest in plain words; 0 nothing false, 1 something, 2 it could not be done."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from shenbian.cli.commands.check import command
from shenbian.cli.words import NO, NOT_DONE, WELL, ended
from shenbian.orgs.actions import found_many
from shenbian.orgs.rules import Founding
from shenbian.rulebook.actions import load_starter
from tests.databases import own_database  # noqa: F401  a fixture, asked for by its name


@pytest.fixture
def district(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """A federation that founded one town union in 2022 and counted nothing else."""
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{own_database}")
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    load_starter(by="张三")
    body = {"level": "federation", "founded_on": date(2000, 1, 1)}
    town = {"level": "town", "founded_on": date(2010, 1, 1), "parent": "区"}
    found_many(
        [Founding(number="区", name="顺义区总工会", **body), Founding(number="后", name="后沙峪镇总工会", **town)],
        by="张三",
    )


def draft(folder: Path, text: str, encoding: str = "utf-8") -> str:
    file = folder / "draft.txt"
    file.write_bytes(text.encode(encoding))
    return str(file)


def run(*arguments: str) -> int:
    return ended(lambda: command.main(list(arguments), standalone_mode=False))


def test_the_claims_are_the_only_thing_on_stdout(
    district: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\r\n全年“双沟通会”召开12场。\r\n后沙峪镇召开“双沟通会”3场。"
    assert run(draft(tmp_path, text), "--year", "2022", "--format", "json") == NO
    said = capsys.readouterr()
    claims = json.loads(said.out)["claims"]
    assert [(each["text"], each["verdict"], each["metric"], each["ref"], each["value"]) for each in claims] == [
        ("12场", "false", "dialogues.sessions", "S71", 0),
        ("3场", "unknown", None, None, None),
    ]
    assert [text[each["offset"] :][: len(each["text"])] for each in claims] == ["12场", "3场"]
    assert said.err == "共2处：不符1处，未知1处，属实0处，不计数0处。\n"


def test_for_people_what_is_wrong_comes_first(
    district: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(draft(tmp_path, "种树326棵。\n召开“双沟通会”12场。"), "--year", "2022") == NO
    assert capsys.readouterr().out.splitlines() == [
        "不符  第2行 “12场”〔S71〕  按“沟通会”认作“双沟通会”；稿中的意思是12，实际是0场",
        "未知  第1行 “326棵”  没有对得上的指标",
    ]


def test_nothing_false_is_well(district: None, tmp_path: Path) -> None:
    assert run(draft(tmp_path, "召开“双沟通会”0场。"), "--year", "2022") == WELL
    assert run(draft(tmp_path, "房山区召开“双沟通会”12场。"), "--year", "2022") == WELL


def test_a_draft_as_chinese_windows_writes_it_is_read(
    district: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(draft(tmp_path, "召开“双沟通会”12场。", "gb18030"), "--year", "2022", "--format", "json") == NO
    assert json.loads(capsys.readouterr().out)["claims"][0]["offset"] == 8


def test_what_is_no_draft_could_not_be_checked(
    district: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "draft.docx").write_bytes(b"PK\x03\x04\xff\xff\xff")
    assert run(str(tmp_path / "draft.docx"), "--year", "2022") == NOT_DONE
    assert run(str(tmp_path / "nothing.txt"), "--year", "2022") == NOT_DONE
    assert capsys.readouterr().err.splitlines() == [
        "draft.docx 不是文本文件，请先另存为纯文本（.txt）。",
        f"没有文件 {tmp_path / 'nothing.txt'}。",
    ]
