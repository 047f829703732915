"""The table of contents of the union's work."""

import click
import orjson

from shenbian.cli.database import with_database
from shenbian.record.contents import contents


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式")
@with_database()
def command(form: str) -> None:
    """列出全部项目：条线、流程，数字来自办理环节还是台账导入。"""
    rows = contents()
    if form == "json":
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    for row in rows:
        click.echo("\t".join([row["key"], row["title"], ",".join(row["refs"]), row["desk"], row["flow"], row["runs"]]))
