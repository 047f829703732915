"""The group of all commands; each is loaded when it is called, after Django stands."""

import os
import pkgutil
import sys
from importlib import import_module

import click
import django

from shenbian.cli import commands
from shenbian.cli.words import ended

GROUND = frozenset({"dsn", "stop"})  # these work below Django, and must work when nothing above does


class Commands(click.Group):
    """Every module of `shenbian.cli.commands` is a command of that name, with `-` for `_`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        found = (module.name for module in pkgutil.iter_modules(commands.__path__))
        return sorted(name.rstrip("_").replace("_", "-") for name in found)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            raise click.UsageError(f"没有命令“{cmd_name}”。有：{'、'.join(self.list_commands(ctx))}。")
        if cmd_name not in GROUND:
            django.setup()
        present = {module.name for module in pkgutil.iter_modules(commands.__path__)}
        name = cmd_name.replace("-", "_")
        module = import_module(f"{commands.__name__}.{name if name in present else name + '_'}")
        command: click.Command = module.command
        command.name = cmd_name
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def shenbian() -> None:
    """身边：工会工作平台。每个命令的用法：shenbian 命令 --help"""


def main() -> None:
    """The `shenbian` command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenbian.settings")
    sys.exit(ended(lambda: shenbian.main(prog_name="shenbian", standalone_mode=False)))
