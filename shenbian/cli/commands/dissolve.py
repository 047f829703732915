"""A union body ends, or goes up in another."""

from datetime import date

import click

from shenbian.cli.actor import operator
from shenbian.cli.changing import changed
from shenbian.cli.database import with_database
from shenbian.cli.day import day
from shenbian.cli.place import organisation_named
from shenbian.cli.words import say
from shenbian.record.changes import Changed, absorb_body, dissolve_body


@click.command()
@click.argument("number", metavar="工会")
@click.option("--into", default="", metavar="工会", help="并入哪个工会：以下的组织和覆盖的单位随之转去")
@click.option("--on", callback=day, default="", metavar="日期", help="从哪一天起；不写就是今天")
@click.option("--preview", is_flag=True, help="只看会改变哪些已锁定的数字，什么都不改")
@with_database()
def command(number: str, into: str, on: date, preview: bool) -> None:
    """撤销一个工会，或把它并入另一个（--into）。以前的台账仍算在它名下。

    先说明会改变哪些已锁定的数字。不能撤销的，说明原因，退出码 1；没有这个工会的，退出码 2。
    """
    org, other = organisation_named(number), organisation_named(into) if into else None

    def act() -> Changed:
        if other is None:
            return dissolve_body(org, on=on, by=operator())
        return absorb_body(org, into=other, on=on, by=operator())

    done = changed(act, preview=preview)
    if done is None:
        return
    if done.left:
        say(f"还有 {done.left} 名会员的会籍在“{org.name}”，会籍不受影响；转到别的工会请登记转出和转入。")
    if other is None:
        click.echo(f"“{org.name}”自 {on} 起撤销，{done.units} 个单位不再由它覆盖。")
    else:
        click.echo(f"“{org.name}”自 {on} 起并入“{other.name}”，{done.bodies} 个组织、{done.units} 个单位随之转去。")
