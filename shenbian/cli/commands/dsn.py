"""The owner's connection string, for backups and the user's own tools."""

import os

import click

from shenbian.cli.database import embedded
from shenbian.kit.embedded.places import Places
from shenbian.kit.home import home


@click.command()
def command() -> None:
    """启动内置数据库并让它继续运行，输出库主的连接串（备份、自己的工具用）。"""
    server = embedded()
    if server is None:
        click.echo(os.environ["DATABASE_URL"])
        return
    with server.using(stay=True):
        click.echo(Places(home()).dsn())
