"""Empty registers to fill in."""

from pathlib import Path

import click

from shenbian.cli.words import say
from shenbian.sheets.registers import register, registers
from shenbian.sheets.template import write_all, write_template

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("name", metavar="[登记表]", required=False)
@click.argument("file", metavar="[文件]", type=_FILE, required=False)
@click.option("--all", "folder", type=_FOLDER, help="把全部登记表的模板写到这个文件夹")
@click.option("--list", "listed", is_flag=True, help="列出全部登记表")
def command(name: str | None, file: Path | None, folder: Path | None, listed: bool) -> None:
    """登记表的模板：中文表头、下拉列表、一行示例。"""
    if listed:
        for each in registers():
            click.echo(f"{each.key}\t{each.title}")
    elif folder is not None:
        for path in write_all(folder):
            click.echo(path)
    elif name:
        found = register(name)
        path = file or Path(f"{found.title}.xlsx")
        write_template(found, path)
        say(f"已写好“{found.title}”的模板。")
        click.echo(path)
    else:
        raise click.UsageError("请写明登记表的名称，或用 --all 文件夹，或用 --list 看有哪些。")
