"""A union body comes under another."""

from datetime import date

import click

from shenbian.cli.actor import operator
from shenbian.cli.changing import changed
from shenbian.cli.database import with_database
from shenbian.cli.day import day
from shenbian.cli.place import organisation_named
from shenbian.cli.words import say
from shenbian.record.changes import move_body


@click.command()
@click.argument("number", metavar="工会")
@click.option("--to", "parent", required=True, metavar="上级工会", help="新的上级工会的编号或名称")
@click.option("--on", callback=day, default="", metavar="日期", help="从哪一天起；不写就是今天")
@click.option("--preview", is_flag=True, help="只看会改变哪些已锁定的数字，什么都不改")
@with_database()
def command(number: str, parent: str, on: date, preview: bool) -> None:
    """调整隶属：把一个工会连同它以下的组织移到另一个上级之下。以前的台账仍算在当时的上级。

    先说明会改变哪些已锁定的数字。不能调整的，说明原因，退出码 1；没有这个工会的，退出码 2。
    """
    org, to = organisation_named(number), organisation_named(parent)
    done = changed(lambda: move_body(org, to=to, on=on, by=operator()), preview=preview)
    if done is None:
        return
    if done.late:
        say(f"{on} 及以后已有 {done.late} 条记录登记在原上级之下，它们仍算在原上级。")
    click.echo(f"“{org.name}”自 {on} 起隶属“{to.name}”，连同以下共 {done.bodies} 个组织。")
