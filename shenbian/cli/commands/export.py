"""Registers out, as Excel, as their reader may see them."""

from pathlib import Path

import click

from shenbian.cli.actor import operator
from shenbian.cli.database import with_database
from shenbian.cli.words import say
from shenbian.sheets.actions.exporting import export

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("register", metavar="登记表")
@click.argument("file", metavar="文件", type=_FILE)
@click.option("--org", help="只要这个工会（编号）和它以下的")
@with_database()
def command(register: str, file: Path, org: str | None) -> None:
    """导出登记表或台账（Excel）。证件号码只有有权查看的人才能看全，每次留痕。"""
    count = export(register, file, by=operator(), under=org)
    say(f"已导出 {count} 行。")
    click.echo(file)
