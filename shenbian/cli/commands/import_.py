"""Registers in: a workbook or a folder of them, previewed, applied, or a batch taken back."""

from pathlib import Path

import click
import orjson

from shenbian.cli.actor import operator
from shenbian.cli.database import with_database
from shenbian.cli.words import AnswerIsNo, say
from shenbian.facts.seal import seal_all
from shenbian.flow.refusals import Refused
from shenbian.kit.env import Unable
from shenbian.sheets.actions import bring_in, reverse
from shenbian.sheets.models import Batch

_PATH = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("path", metavar="文件或文件夹", type=_PATH, required=False)
@click.option("--preview", is_flag=True, help="只看会怎样，什么都不改")
@click.option("--returned", type=_FOLDER, help="把退回的行连同原因写到这个文件夹里，改好后可以再导入")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="输出格式"
)
@click.option("--reverse", "batch", type=int, metavar="批次", help="整批撤回（作废它写下的台账，恢复它改动的登记）")
@click.option("--reason", default="导入有误", show_default=True, help="撤回的原因")
@with_database()
def command(
    path: Path | None, preview: bool, returned: Path | None, shape: str, batch: int | None, reason: str
) -> None:
    """导入登记表：一个文件，或一个文件夹里的全部（按彼此的依赖排序）。

    全部接受、已有或不计，退出码 0；有退回的行，退出码 1（其余已导入）；没有做成，退出码 2。
    """
    if (path is None) == (batch is None):
        raise click.UsageError("请给出要导入的文件或文件夹，或者用 --reverse 指明要撤回的批次。")
    if batch is not None:
        _take_back(batch, reason)
    elif path is not None:
        _bring(path, preview, returned, shape)


def _bring(path: Path, preview: bool, returned: Path | None, shape: str) -> None:
    summary = bring_in(path, by=operator(), preview=preview, returned=returned, say=say)
    if shape == "json":
        click.echo(orjson.dumps(summary.as_json(), option=orjson.OPT_INDENT_2).decode())
    else:
        for line in summary.lines():
            click.echo(line)
    if summary.total("refused"):
        raise AnswerIsNo(
            f"有 {summary.total('refused')} 行退回。" + ("" if returned else "加 --returned 文件夹 可得到退回的副本。")
        )


def _take_back(number: int, reason: str) -> None:
    batch = Batch.objects.filter(pk=number).first()
    if batch is None:
        raise Unable(f"没有批次 {number}。")
    try:
        reverse(batch, by=operator(), reason=reason)
    except Refused as refused:
        raise AnswerIsNo(refused.why) from refused
    seal_all(by=operator().ref)
    click.echo(f"批次 {number}（{batch.file}）已整批撤回。")
