"""`shenbian token`: made, listed and ended on the machine."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from shenbian.accounts.models import Account, Token
from shenbian.cli.commands import token
from shenbian.cli.words import NOT_DONE, WELL, ended
from shenbian.rights.actions import appoint
from tests.databases import own_database
from tests.people.making import number, person
from tests.record.conftest import District, make_district

__all__ = ["own_database"]


@pytest.fixture
def district(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{own_database}")
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    made = make_district()
    zhang = person(2, "张干部")
    appoint(zhang, role="town_officer", at=made.town, on=date(2020, 1, 1), by="test")
    Account.objects.create(person=zhang, login="zhang")
    return made


def run(*arguments: str) -> int:
    return ended(lambda: token.command.main(list(arguments), standalone_mode=False))


def test_a_token_is_made_listed_and_ended(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(number(2), "--title", "年报程序", "--post", "1", "--days", "30") == WELL
    said = capsys.readouterr()
    secret = said.out.strip()
    assert re.fullmatch(r"sbt_[\w-]{43}", secret) and "东镇总工会的" in said.err
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert [each["organisation"] for each in client.get("/api/me").json()["posts"]] == ["东镇总工会"]
    assert run(number(2)) == WELL
    said = capsys.readouterr()
    assert (said.out, "年报程序" in said.err) == ("", True)
    assert run(number(2), "--revoke", str(Token.objects.get().pk)) == WELL
    assert client.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--title", "年报程序", "--post", "2"), "没有第2个职务"),
        (("--revoke", "7"), "没有编号7的令牌"),
        (("--title", " "), "请写明令牌的用途"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...], why: str, district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(number(2), *arguments) == NOT_DONE
    assert why in capsys.readouterr().err
