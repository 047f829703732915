"""The worker: long and timed work, until it is interrupted."""

import os

import click

from shenbian.cli.database import with_database
from shenbian.cli.words import say
from shenbian.jobs.worker import work, work_off


@click.command()
@click.option("--once", is_flag=True, help="只办现在该办的，办完就结束")
@click.option("--beside", type=int, hidden=True, help="由这个进程（serve）启动：它不在了就跟着结束")
@with_database()
def command(once: bool, beside: int | None) -> None:
    """办理后台任务和定时任务，按 Ctrl-C 结束。可以同时开几个；serve 和 demo 自己带一个，不用再开。

    被打断的任务下次从头再办，已经办成的不会办两遍。
    """
    if once:
        work_off(say=say)
        return
    if beside is None:
        say("正在办理后台任务和定时任务，按 Ctrl-C 结束。")
    try:
        work(say=say, wanted=lambda: beside in (None, os.getppid()))
    except KeyboardInterrupt:
        return  # how it is meant to end
