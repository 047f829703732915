"""The derived documents: made anew, or compared with what stands in the checkout."""

import click

from shenbian.cli import made
from shenbian.cli.words import AnswerIsNo, say
from shenbian.kit.env import Unable


@click.command()
@click.option("--check", is_flag=True, help="只比较，不写；有出入的，退出码为 1")
def command(check: bool) -> None:
    """生成 docs/made 里的文档（权限、字段敏感性、指标口径、流程图），或核对它们是否最新。"""
    if not made.FOLDER.parent.is_dir():
        raise Unable("这里不是源代码目录，没有 docs 文件夹。")
    names = made.differing(made.FOLDER) if check else made.write(made.FOLDER)
    for name in names:
        click.echo(name)
    if check and names:
        raise AnswerIsNo("以上文档与声明不一致，请执行 shenbian made 后一并提交。")
    say("文档都是最新的。" if not names else f"更新了 {len(names)} 个文档。")
