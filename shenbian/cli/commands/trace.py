"""The rows behind a figure."""

import click
import orjson

from shenbian.cli.database import with_database
from shenbian.cli.place import organisation_named
from shenbian.cli.words import AnswerIsNo, say
from shenbian.facts.queries import size_on
from shenbian.kit.period import Period
from shenbian.metrics.metric import metrics
from shenbian.record.place import path_in
from shenbian.record.trace import rows_behind
from shenbian.record.year import REFS


@click.command()
@click.argument("name", metavar="指标")
@click.option("--year", type=click.IntRange(1949, 9999), required=True, metavar="年份", help="哪一年")
@click.option("--org", "place", default="", metavar="工会", help="工会编号或名称；不写就是区总工会")
@click.option("--as-of", "as_of", default="", metavar="日期|条数", help="按哪一次存证")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True, help="最多列多少条")
@click.option("--after", type=int, default=0, metavar="编号", help="从这一条记录之后接着列")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式")
@with_database()
def command(name: str, year: int, place: str, as_of: str, limit: int, after: int, form: str) -> None:
    """列出一个数字背后的每条台账记录：来源、依据、谁、何时、存证。指标写英文键或纪实里的编号（如 S72）。"""
    key = REFS.get(name, name)
    if key not in metrics:
        raise click.UsageError(f"没有指标“{name}”")
    found = rows_behind(
        metrics[key],
        under=path_in(organisation_named(place), year),
        period=Period.year(year),
        as_of=size_on(as_of) if as_of else None,
        after=after,
        limit=limit,
    )
    if form == "json":
        click.echo(orjson.dumps(found.as_json(), option=orjson.OPT_INDENT_2).decode())
    else:
        for line in found.lines():
            click.echo(line)
    metric = found.metric
    say(f"{metric.title}：{found.value}{metric.unit}，依据{found.count:,}条记录，这里列出{len(found.rows):,}条。")
    if not found.count:
        raise AnswerIsNo
