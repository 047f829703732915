"""Two records of one person become one, or two again."""

import click

from shenbian.cli.actor import operator
from shenbian.cli.changing import changed
from shenbian.cli.database import with_database
from shenbian.cli.person import person_known
from shenbian.record.changes import merge_people, unmerge_people


@click.command()
@click.argument("duplicate", metavar="重复的")
@click.argument("survivor", metavar="[保留的]", required=False)
@click.option("--reason", required=True, metavar="理由", help="为什么认定是（或不是）同一人")
@click.option("--undo", is_flag=True, help="撤销合并：只写重复的那一份")
@click.option("--preview", is_flag=True, help="只看会改变哪些已锁定的数字，什么都不改")
@with_database()
def command(duplicate: str, survivor: str | None, reason: str, undo: bool, preview: bool) -> None:
    """合并同一个人的两份档案：写证件号码，或人员编号。合并可以撤销，来历都保留。

    先说明会改变哪些已锁定的数字。不能合并的，说明原因，退出码 1；没有这个人的，退出码 2。
    """
    if undo == (survivor is not None):
        raise click.UsageError("合并要写两份档案：重复的，保留的；--undo 只写重复的那一份。")
    gone = person_known(duplicate)
    if survivor is None:
        done = changed(lambda: unmerge_people(gone, reason=reason, by=operator()), preview=preview)
        if done is not None:
            click.echo(f"合并已撤销：{done.duplicate} 不再并入 {done.survivor}，{len(done.memberships)} 条会籍退回。")
        return
    stays = person_known(survivor)
    done = changed(lambda: merge_people(gone, into=stays, reason=reason, by=operator()), preview=preview)
    if done is not None:
        click.echo(f"已合并：{done.duplicate} 并入 {done.survivor}，{len(done.memberships)} 条会籍随之转到保留的档案。")
