"""A draft held against the facts, figure by figure."""

from pathlib import Path

import click

from shenbian.cli.database import with_database
from shenbian.cli.place import organisation_named
from shenbian.cli.words import AnswerIsNo, say
from shenbian.facts.queries import size_on
from shenbian.kit.env import Unable
from shenbian.record.check.telling import as_json, lines, summary
from shenbian.record.check.year import check_draft

_LIMIT = 300_000  # bytes, a hundred thousand characters; a year is told in five thousand


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--year", type=click.IntRange(1949, 9999), required=True, metavar="年份", help="按哪一年的台账核对")
@click.option("--org", "place", default="", metavar="工会", help="工会编号或名称；不写就是区总工会")
@click.option("--as-of", "as_of", default="", metavar="日期|条数", help="按哪一次存证")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="输出格式"
)
@with_database()
def command(file: Path, year: int, place: str, as_of: str, form: str) -> None:
    """核对一份文稿：每个数字是属实、不符、未知，还是不计数。有不符的，退出码为 1。"""
    text = _read(file)
    claims = check_draft(
        text, organisation=organisation_named(place), year=year, as_of=size_on(as_of) if as_of else None
    )
    if form == "json":
        click.echo(as_json(claims))
    else:
        for line in lines(claims, text):
            click.echo(line)
    say(summary(claims))
    if any(claim.verdict == "false" for claim in claims):
        raise AnswerIsNo


def _read(file: Path) -> str:
    """The draft as it is, line ends too: offsets count its characters. UTF-8, or what Chinese Windows writes."""
    if not file.is_file():
        raise Unable(f"没有文件 {file}。")
    if file.stat().st_size > _LIMIT:
        raise Unable(f"{file.name} 超过 {_LIMIT // 1000} KB，不像一份文稿。")
    content = file.read_bytes()
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unable(f"{file.name} 不是文本文件，请先另存为纯文本（.txt）。")
