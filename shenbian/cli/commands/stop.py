"""Stop the embedded server, unless somebody uses it."""

import click

from shenbian.cli.database import embedded
from shenbian.cli.words import AnswerIsNo, say
from shenbian.kit.embedded.server import InUse


@click.command()
def command() -> None:
    """停止内置数据库。有别的命令或工具正在使用时不停，退出码为 1。"""
    server = embedded()
    if server is None:
        say("数据库由 DATABASE_URL 指定，不归身边启停。")
        return
    try:
        say("数据库已停止。" if server.stop() else "数据库本来就没有运行。")
    except InUse as error:
        raise AnswerIsNo(str(error)) from error
