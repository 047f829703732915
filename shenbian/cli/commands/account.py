"""The first officer's way in, and anybody's who lost theirs: a link with which its owner sets the password."""

import click

from shenbian.accounts.actions import forget_factor, forget_password, open_account
from shenbian.accounts.models import Account
from shenbian.accounts.rules import setup_path
from shenbian.cli.actor import operator
from shenbian.cli.database import with_database
from shenbian.cli.person import person_known
from shenbian.cli.words import say
from shenbian.kit.env import Unable
from shenbian.kit.refusal import Refused

_WHY = "命令行 shenbian account"


@click.command()
@click.argument("who", metavar="证件号码或人员编号")
@click.option("--login", default="", metavar="登录名", help="给还没有登录名的人开通")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, metavar="网址", help="平台的网址")
@click.option("--reset-factor", is_flag=True, help="同时重置动态口令")
@with_database()
def command(who: str, login: str, address: str, reset_factor: bool) -> None:
    """给一个人开通账号或重发设置链接，输出只能用一次、3 天内有效的链接。每次都留痕。"""
    person, by = person_known(who), operator()
    person = person.merged_into or person
    account = Account.objects.filter(person=person).first()
    try:
        if reset_factor and account is not None:
            forget_factor(account, by=by, why=_WHY)
        if login:
            account = open_account(person, login=login, by=by)
        elif account is not None:
            account = forget_password(account, by=by, why=_WHY)
        else:
            raise Unable(f"{person.name}还没有账号，请用 --login 给一个登录名。")
    except Refused as refused:
        raise Unable(str(refused)) from refused
    say(f"{person.name}的登录名是 {account.login}。请把下面的链接当面交给本人，打开后设密码和动态口令：")
    click.echo(f"{address.rstrip('/')}{setup_path(account)}")
