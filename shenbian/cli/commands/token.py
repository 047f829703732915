"""A program's way in: a token in somebody's name, made, listed or ended on the machine."""

from datetime import timedelta

import click

from shenbian.accounts.models import Account, Token
from shenbian.accounts.tokens import LONGEST, make_token, own_posts, revoke_token, standing
from shenbian.cli.actor import operator
from shenbian.cli.database import with_database
from shenbian.cli.person import person_known
from shenbian.cli.words import say
from shenbian.kit.env import Unable
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.models import Post


@click.command()
@click.argument("who", metavar="证件号码或人员编号")
@click.option("--title", default="", metavar="用途", help="给什么程序用；写了才开令牌，不写只列出现有的")
@click.option(
    "--days", default=90, show_default=True, metavar="天数", type=click.IntRange(1, LONGEST), help="有效多少天"
)
@click.option("--post", default=0, metavar="序号", help="用本人的第几个现任职务；不写以职工本人的身份")
@click.option("--revoke", default=0, metavar="编号", help="停用这个编号的令牌")
@with_database()
def command(who: str, title: str, days: int, post: int, revoke: int) -> None:
    """给一个人的程序开接口令牌，输出令牌本身（只显示这一次）；或列出、停用。每次都留痕。"""
    account = _account(who)
    try:
        if revoke:
            _end(account, revoke)
        elif title:
            until = today() + timedelta(days=days)
            made, secret = make_token(account, title=title, until_on=until, by=operator(), post=_post(account, post))
            say(
                f"令牌{made.pk}“{made.title}”有效至{until.isoformat()}，{_scope(made.post)}。请当面交给本人，以后看不到了："
            )
            click.echo(secret)
        else:
            _list(account)
    except Refused as refused:
        raise Unable(str(refused)) from refused


def _account(who: str) -> Account:
    person = person_known(who)
    person = person.merged_into or person
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise Unable(f"{person.name}还没有账号，请先用 shenbian account 开通。")
    return account


def _post(account: Account, number: int) -> Post | None:
    if not number:
        return None
    posts = own_posts(account)
    if not 0 < number <= len(posts):
        raise Unable(f"没有第{number}个职务。现任职务：{_numbered(posts)}")
    return posts[number - 1]


def _numbered(posts: list[Post]) -> str:
    return "；".join(f"{n} {_scope(post)}" for n, post in enumerate(posts, 1)) or "没有"


def _scope(post: Post | None) -> str:
    return f"{post.organisation}的{post.role.title}" if post else "以职工本人的身份"


def _end(account: Account, number: int) -> None:
    token = Token.objects.filter(account=account, pk=number).select_related("account").first()
    if token is None:
        raise Unable(f"没有编号{number}的令牌。")
    revoke_token(token, by=operator())
    say(f"令牌{token.pk}“{token.title}”已停用。")


def _list(account: Account) -> None:
    for each in standing(account):
        used = each.used_at.date().isoformat() if each.used_at else "没有用过"
        say(f"{each.pk} {each.title}：{_scope(each.post)}，有效至{each.until_on.isoformat()}，最近使用：{used}")
    say(f"现任职务：{_numbered(own_posts(account))}。开令牌请加 --title 用途。")
