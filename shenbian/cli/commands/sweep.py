"""Uploads that belong to nothing are removed."""

import click

from shenbian.cli.actor import operator
from shenbian.cli.database import with_database
from shenbian.files.actions import sweep


@click.command()
@with_database()
def command() -> None:
    """清理上传后一天以上没有用到任何事项里的文件。可以每天执行一次。"""
    click.echo(f"清理了{sweep(by=operator().ref)}个没有用到的文件。")
