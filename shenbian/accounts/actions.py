"""Opening and blocking accounts, and making their owner prove anew who they are. Each leaves a trace."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models.functions import Now

from shenbian.accounts.models import Account, Token
from shenbian.accounts.queries import people_by_phone
from shenbian.accounts.rules import ACCOUNT_FLOW
from shenbian.flow import traces
from shenbian.kit.refusal import Refused
from shenbian.people.models import Person
from shenbian.rights.actor import Actor


@transaction.atomic
def account_by_phone(phone: object) -> Account | None:
    """The account of the one person with this phone number; made where the person has none yet.

    None where nobody has the number, or more than one.
    """
    people = people_by_phone(phone)
    if len(people) != 1:
        return None
    person = Person.objects.get(pk=people[0])
    account, _ = Account.objects.get_or_create(person=person, defaults={"login": own_login(person)})
    return account


def own_login(person: Person) -> str:
    """The login name of somebody who never chose one."""
    return f"p{person.key}"


@transaction.atomic
def open_account(person: Person, *, login: str, by: Actor) -> Account:
    """Give a person a login name, and an account where they have none; they set the password by a link.

    Raises Refused where the name is taken, unfit, or the person's record is no longer their own.
    """
    login = login.strip().lower()
    if not (3 <= len(login) <= 60) or not all(sign.isalnum() or sign in "._-" for sign in login):
        raise Refused({0: "登录名要 3 至 60 个字，只用字母、数字、汉字和 . _ - 。请换一个。"})
    if person.merged_into_id is not None or person.erased_at is not None:
        raise Refused({0: "这份档案已经并入别的档案或已清除，不能开通账号。请查找现用的档案。"})
    if Account.objects.filter(login=login).exclude(person=person).exists():
        raise Refused({0: f"登录名“{login}”已经有人用了，请换一个。"})
    account, made = Account.objects.get_or_create(person=person, defaults={"login": login})
    before = "" if made else account.login
    if not made and before == login:
        raise Refused({0: f"{person.name}已经有账号，登录名就是“{login}”。要重新设密码，请发设置链接。"})
    account.login = login
    account.set_unusable_password()
    account.save(update_fields=["login", "password"])
    write_down(account, "open", before, "open", by)
    return account


@transaction.atomic
def block(account: Account, *, by: Actor, why: str) -> None:
    """Nobody signs in with it any more, and who is signed in is out."""
    _refuse_own(account, by)
    account = _locked(account)
    if not account.is_active:
        raise Refused({0: "这个账号已经停用。"})
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account)
    write_down(account, "block", "open", "blocked", by, why)


@transaction.atomic
def unblock(account: Account, *, by: Actor, why: str) -> None:
    """The account may sign in again."""
    _refuse_own(account, by)
    account = _locked(account)
    if account.is_active:
        raise Refused({0: "这个账号没有停用。"})
    account.is_active = True
    account.save(update_fields=["is_active"])
    write_down(account, "unblock", "blocked", "open", by, why)


@transaction.atomic
def forget_password(account: Account, *, by: Actor, why: str) -> Account:
    """The old password is void and its owner needs a link (`rules.setup_path`). Gives the account as it now is."""
    _refuse_own(account, by)
    account = _locked(account)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sessions(account)
    write_down(account, "forget_password", "open", "open", by, why)
    return account


@transaction.atomic
def forget_factor(account: Account, *, by: Actor, why: str) -> None:
    """The second factor and its recovery codes are void: the owner sets up another at the next sign-in."""
    _refuse_own(account, by)
    account = _locked(account)
    if not Authenticator.objects.filter(user=account).exists():
        raise Refused({0: "这个账号还没有设置动态口令。"})
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    write_down(account, "forget_factor", "open", "open", by, why)


def end_sessions(account: Account) -> None:
    """Sign the account out everywhere; its programs too."""
    for session in UserSession.objects.filter(user=account):
        session.end()
    Token.objects.filter(account=account, revoked_at=None).update(revoked_at=Now())


def _locked(account: Account) -> Account:
    return Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)


def _refuse_own(account: Account, by: Actor) -> None:
    if by.owns(account.person.key):
        raise Refused({0: "自己的账号由另一位安全管理员处理（职责分离）。"})


def write_down(account: Account, move: str, before: str, after: str, by: Actor, why: str = "") -> None:
    """The trace of what was done with an account."""
    at, numbers = traces.reserve(1)
    said = {"why": why.strip()} if why.strip() else {}
    step = traces.Step(f"accounts.account:{account.pk}", ACCOUNT_FLOW, move, before, after, said)
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)
