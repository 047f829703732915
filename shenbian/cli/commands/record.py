"""The year's record: drawn up, frozen, published, corrected."""

import click

from shenbian.cli.actor import operator
from shenbian.cli.database import with_database
from shenbian.cli.place import organisation_named
from shenbian.cli.words import say
from shenbian.facts.queries import size_on
from shenbian.record.actions import correct, draft, freeze, moved, open_record, publish
from shenbian.record.models import Record
from shenbian.record.queries import record_of
from shenbian.record.render import FORMATS


@click.command()
@click.argument("year", type=click.IntRange(1949, 9999), metavar="年份")
@click.option("--org", "place", default="", metavar="工会", help="工会编号或名称；不写就是区总工会")
@click.option("--as-of", "as_of", default="", metavar="日期|条数", help="按这一天以前最后一次存证，或按前若干条记录")
@click.option("--freeze", "to_freeze", is_flag=True, help="存证并锁定全部数字")
@click.option("--publish", "to_publish", is_flag=True, help="发布（没有锁定的先锁定）")
@click.option("--correct", "reason", default="", metavar="原因", help="按现在的台账更正已锁定或已发布的数字")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="md", show_default=True, help="输出格式")
@with_database()
def command(year: int, place: str, as_of: str, to_freeze: bool, to_publish: bool, reason: str, form: str) -> None:
    """写出一年的工作纪实，每个数字都数得出来。"""
    organisation = organisation_named(place)
    size = _size(as_of)
    if to_freeze or to_publish or reason:
        if size is not None:
            raise click.UsageError("锁定、发布、更正总是按最新的存证，不能同时写 --as-of")
        record = _moved_on(open_record(organisation, year=year, by=operator()), to_publish, reason)
        size = record.size
        say(f"{record.title}：{record.title_of_state}，第{record.revision}版，依据前{record.size:,}条存证记录。")
    elif size is None and (found := record_of(organisation, year=year)) and found.revision:
        _tell_changes(found)
    click.echo(FORMATS[form](draft(organisation, year=year, as_of=size)), nl=False)


def _size(as_of: str) -> int | None:
    return size_on(as_of) if as_of else None


def _moved_on(record: Record, to_publish: bool, reason: str) -> Record:
    by = operator()
    if reason:
        record = correct(record, reason=reason, by=by)
    elif record.status == "draft" or not to_publish:
        record = freeze(record, by=by)
    return publish(record, by=by) if to_publish and record.status == "frozen" else record


def _tell_changes(record: Record) -> None:
    """A frozen figure that has moved is said aloud, never changed in silence."""
    say(f"{record.title}已有第{record.revision}版（{record.title_of_state}）；下面是按此刻台账写的草稿。")
    for each in moved(record):
        say(f"更正提示：{each.title} 原为 {each.was}，现为 {each.now}。")
