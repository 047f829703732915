"""Three administrators, apart: who keeps accounts reads no traces, who reads traces keeps no accounts, who runs the
machine does neither."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from shenbian.accounts.actions import open_account
from shenbian.accounts.models import Account
from shenbian.flow.models import Trace
from shenbian.people.actions import admit
from tests.accounts.conftest import OPERATOR, PASSWORD, Door, by_password, signed_in_by_phone, with_authenticator
from tests.people.making import person

WHY = {"why": "本人9月6日书面申请"}


@pytest.fixture
def keeper(door: Door) -> Client:
    return client_of(door, 3, "security_administrator")


def client_of(door: Door, n: int, role: str) -> Client:
    client = Client()
    client.force_login(open_account(door.appointed(n, role), login=f"{role[:20]}", by=OPERATOR))
    return client


@pytest.mark.parametrize(
    ("role", "accounts", "traces"),
    [
        ("security_administrator", 200, 404),
        ("audit_administrator", 404, 200),
        ("system_administrator", 404, 404),
        ("town_officer", 404, 404),
        ("chair", 404, 200),
    ],
)
def test_who_opens_which_room(door: Door, role: str, accounts: int, traces: int) -> None:
    client = client_of(door, 3, role)
    assert [client.get(f"/desk/{room}/").status_code for room in ("accounts", "traces")] == [accounts, traces]


def test_a_stranger_is_led_to_the_sign_in(door: Door, client: Client) -> None:
    for room in ("accounts", "traces"):
        assert client.get(f"/desk/{room}/")["Location"] == f"/accounts/login/?next=/desk/{room}/"


def test_an_account_is_opened_for_an_officer_who_sets_the_password_alone(door: Door, keeper: Client) -> None:
    newcomer = door.appointed(4, "treasurer", name="赵财务")
    listed = keeper.get("/desk/accounts/?show=open").content.decode()
    assert ("赵财务" in listed, "王小明" in listed) == (True, False)
    page = keeper.post(f"/desk/accounts/open/{newcomer.key}/", {"login": "Zhao"}).content.decode()
    link = page.split("http://testserver")[1].split("<")[0].strip()
    owner = Client()
    owner.post(link, {"password": PASSWORD, "again": PASSWORD})
    account = Account.objects.get(person=newcomer)
    assert (account.login, account.check_password(PASSWORD)) == ("zhao", True)
    assert keeper.get(f"/desk/accounts/open/{newcomer.key}/").status_code == 404


def test_a_taken_name_is_refused_with_the_reason(door: Door, keeper: Client) -> None:
    newcomer = door.appointed(4, "treasurer", name="赵财务")
    page = keeper.post(f"/desk/accounts/open/{newcomer.key}/", {"login": "zhang"}).content.decode()
    assert ("登录名“zhang”已经有人用了" in page, Account.objects.filter(person=newcomer).count()) == (True, 0)


def test_blocking_ends_every_session_and_is_told(door: Door, keeper: Client) -> None:
    officer = Client()
    with_authenticator(officer)
    keeper.post(f"/desk/accounts/{door.officers_account.pk}/block/", WHY)
    assert officer.get("/accounts/sessions/")["Location"] == "/accounts/login/?next=/accounts/sessions/"
    answer = by_password(Client())
    assert answer["Location"] == "/accounts/inactive/"  # type: ignore[index]
    assert told(door) == [("block", "open", "blocked", WHY)]
    keeper.post(f"/desk/accounts/{door.officers_account.pk}/unblock/", WHY)
    assert Account.objects.get(pk=door.officers_account.pk).is_active


def test_nothing_is_done_without_a_reason(door: Door, keeper: Client) -> None:
    answer = keeper.post(f"/desk/accounts/{door.officers_account.pk}/block/", {"why": " "})
    assert (answer.status_code, told(door)) == (200, [])


def test_a_new_link_voids_the_old_password(door: Door, keeper: Client) -> None:
    page = keeper.post(f"/desk/accounts/{door.officers_account.pk}/link/", WHY).content.decode()
    assert "只显示这一次" in page
    assert not Account.objects.get(pk=door.officers_account.pk).has_usable_password()
    assert [move for move, *_ in told(door)] == ["forget_password"]


def test_resetting_the_factor_voids_it_and_its_recovery_codes(door: Door, keeper: Client) -> None:
    with_authenticator(Client())
    keeper.post(f"/desk/accounts/{door.officers_account.pk}/factor/", WHY)
    assert Authenticator.objects.filter(user=door.officers_account).count() == 0
    assert [move for move, *_ in told(door)] == ["forget_factor"]


def test_nobody_keeps_their_own_account(door: Door, keeper: Client) -> None:
    mine = Account.objects.get(login="security_administrat")
    page = keeper.post(f"/desk/accounts/{mine.pk}/block/", WHY).content.decode()
    assert ("职责分离" in page, Account.objects.get(pk=mine.pk).is_active) == (True, True)


def test_an_account_outside_the_reach_is_not_there(door: Door) -> None:
    of_town = Client()
    holder = door.appointed(5, "security_administrator", at=door.town)
    of_town.force_login(open_account(holder, login="town-keeper", by=OPERATOR))
    theirs = open_account(door.appointed(6, "treasurer"), login="of-federation", by=OPERATOR)
    assert of_town.get(f"/desk/accounts/{theirs.pk}/").status_code == 404
    assert of_town.get(f"/desk/accounts/{door.officers_account.pk}/").status_code == 200
    page = of_town.get("/desk/accounts/").content.decode()
    assert ("of-federation" in page, "zhang" in page) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(
    door: Door, keeper: Client, django_assert_num_queries: object, count: int
) -> None:
    for n in range(count):
        open_account(door.appointed(20 + n, "treasurer", name="赵财务"), login=f"zhao{n}", by=OPERATOR)
    # session, account with its person, what they hold; the accounts, their posts; the bell
    with django_assert_num_queries(6):  # type: ignore[operator]
        page = keeper.get("/desk/accounts/?q=赵财务").content.decode()
    assert page.count("<tr data-row>") == count


def test_members_accounts_are_found_by_name_and_login(door: Door, keeper: Client) -> None:
    admit(door.member, to=door.town, on=date(2020, 1, 1), by="test")
    signed_in_by_phone(Client())
    assert found(keeper, "王小明") == found(keeper, "wxm") == found(keeper, f"p{door.member.key}") == 1
    assert found(keeper, "镇街工会干部") == 1


def found(keeper: Client, typed: str) -> int:
    return keeper.get("/desk/accounts/", {"q": typed}).content.decode().count("<tr data-row>")


def told(door: Door) -> list[tuple[str, str, str, object]]:
    rows = Trace.objects.filter(subject=f"accounts.account:{door.officers_account.pk}").exclude(move="open")
    return list(rows.order_by("id").values_list("move", "before", "after", "said"))


def test_the_auditor_reads_what_the_keeper_did(door: Door, keeper: Client) -> None:
    keeper.post(f"/desk/accounts/{door.officers_account.pk}/block/", WHY)
    auditor = client_of(door, 9, "audit_administrator")
    page = auditor.get("/desk/traces/").content.decode()
    assert [word in page for word in ("停用账号", "李安全", "本人9月6日书面申请")] == [True, True, True]


def test_traces_are_found_by_actor_thing_and_day(door: Door, keeper: Client) -> None:
    keeper.post(f"/desk/accounts/{door.officers_account.pk}/block/", WHY)
    auditor = client_of(door, 9, "audit_administrator")

    def rows(**asked: str) -> int:
        return auditor.get("/desk/traces/", asked).content.decode().count('<tr><th scope="row"')

    subject = f"accounts.account:{door.officers_account.pk}"
    day = Trace.objects.latest("id").at.astimezone().date().isoformat()
    assert (rows(), rows(who="李安全"), rows(who="test"), rows(subject=subject)) == (4, 1, 3, 2)
    assert (rows(day=day), rows(day="2001-01-01"), rows(day="不是日期")) == (4, 0, 4)


def test_traces_go_back_by_number(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenbian.desk.traces.reading.SIZE", 2)
    auditor = client_of(door, 9, "audit_administrator")
    open_account(person(50, "钱某"), login="qian", by=OPERATOR)
    first = auditor.get("/desk/traces/").content.decode()
    onward = first.split('rel="next" href="')[1].split('"')[0]
    second = auditor.get(f"/desk/traces/{onward}").content.decode()
    assert [page.count('<tr><th scope="row"') for page in (first, second)] == [2, 1]
    assert 'rel="next"' not in second


def test_an_auditor_of_a_town_reads_what_its_officers_did(door: Door, keeper: Client) -> None:
    keeper.post(f"/desk/accounts/{door.officers_account.pk}/block/", WHY)
    of_town = Client()
    of_town.force_login(open_account(door.appointed(8, "auditor", at=door.town), login="shen", by=OPERATOR))
    assert of_town.get("/desk/traces/").content.decode().count('<tr><th scope="row"') == 0
