"""The demo: one real year of a district's work, loaded through the same doors as any district's, then served."""

import os

import click

from shenbian.cli.accounts import accounts
from shenbian.cli.database import with_database
from shenbian.cli.place import organisation_named
from shenbian.cli.web import address, check_port, serve
from shenbian.cli.words import say
from shenbian.demo.load import load_year
from shenbian.record.actions import draft
from shenbian.record.render import FORMATS

YEAR = 2022


@click.command()
@click.option("--serve/--no-serve", "to_serve", default=True, help="装好后提供网页；--no-serve 只输出工作纪实")
@click.option("--scale", type=click.IntRange(1, 1000), default=1, show_default=True, metavar="倍数", help="规模")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口")
@with_database()
def command(to_serve: bool, scale: int, port: int) -> None:
    """装入演示年度（顺义区总工会 2022 年，人和单位都是虚构的），再提供网页。装过的不会装第二遍。"""
    if to_serve:
        check_port(port)  # before the long work, not after it
    load_year(scale, say)
    if not to_serve:
        click.echo(FORMATS["md"](draft(organisation_named(""), year=YEAR)), nl=False)
        return
    for line in accounts(address(port)):
        say(line)
    os.environ.setdefault("SHENBIAN_SMS", "screen")  # the demo's page plays the phone
    serve(port)
