"""The web server, until it is interrupted."""

import click

from shenbian.cli.database import with_database
from shenbian.cli.web import serve


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口")
@with_database()
def command(port: int) -> None:
    """在本机 127.0.0.1 上提供网页，按 Ctrl-C 结束。"""
    serve(port)
