"""`shenbian account`, and what the demo says about getting in."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.cli.accounts import accounts
from shenbian.cli.commands import account
from shenbian.cli.words import NOT_DONE, WELL, ended
from shenbian.facts.models import Fact
from shenbian.people.actions import admit
from shenbian.people.models import PersonReading
from shenbian.rights.actions import appoint
from tests.accounts.conftest import PASSWORD
from tests.databases import own_database
from tests.people.making import number, person
from tests.record.conftest import District, make_district

__all__ = ["own_database"]


@pytest.fixture
def district(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{own_database}")
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    made = make_district()
    appoint(person(2, "张干部"), role="town_officer", at=made.town, on=date(2020, 1, 1), by="test")
    return made


def run(*arguments: str) -> int:
    return ended(lambda: account.command.main(list(arguments), standalone_mode=False))


def test_a_link_is_handed_out_and_sets_the_password(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(number(2), "--login", "zhang", "--address", "https://sb.example/") == WELL
    said = capsys.readouterr()
    assert said.out.startswith("https://sb.example/accounts/setup/")
    Client().post(said.out.strip().removeprefix("https://sb.example"), {"password": PASSWORD, "again": PASSWORD})
    assert Account.objects.get(login="zhang").check_password(PASSWORD)
    assert run(number(2)) == WELL
    assert not Account.objects.get(login="zhang").has_usable_password()


def test_somebody_without_an_account_needs_a_login(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(number(2)) == NOT_DONE
    assert "请用 --login 给一个登录名" in capsys.readouterr().err
    assert Account.objects.count() == 0


def test_the_demo_prints_the_same_passwords_twice_and_they_open(district: District) -> None:
    member = person(1, "王小明", phone="13911110001")
    admit(member, to=district.town, on=date(2020, 1, 1), by="test")
    district.write("turn", programme="volunteers", person=member.key, quantity=1)
    said = list(accounts("http://127.0.0.1:8000/"))
    assert said == list(accounts("http://127.0.0.1:8000/"))
    assert "  13911110001  王小明（东镇总工会）" in said
    login, password = next(line for line in said if "张干部" in line).split()[:2]
    assert (login, Account.objects.get(person__name="张干部").check_password(password)) == ("town_officer", True)
    assert set(PersonReading.objects.values_list("person__name", "read_by")) == {("王小明", "operator:demo")}
    assert Fact.objects.filter(person=member.key).count() == 1
