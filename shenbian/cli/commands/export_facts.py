"""The facts as Parquet files, for people who count with their own tools."""

from pathlib import Path

import click

from shenbian.cli.database import with_database
from shenbian.cli.words import say
from shenbian.facts.parquet import NotAnExport, export
from shenbian.kit.env import Unable


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_database()
def command(folder: Path) -> None:
    """把台账导出为 Parquet 文件，按年份和街镇分文件夹，每个属性一列。"""
    try:
        done = export(folder)
    except NotAnExport as wrong:
        raise Unable(str(wrong)) from wrong
    click.echo(folder)
    say(f"导出 {done.rows} 条记录，其中已存证到第 {done.size} 条。")
