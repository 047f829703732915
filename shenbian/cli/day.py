"""A day, as people type it on a command line."""

from datetime import date

import click

from shenbian.kit import typed
from shenbian.kit.period import today


def day(context: click.Context, option: click.Parameter, text: str) -> date:
    """The callback of an option; empty is today in Beijing. Raises BadParameter."""
    if not text:
        return today()
    try:
        return typed.day(text)
    except typed.Unreadable as wrong:
        raise click.BadParameter(str(wrong).rstrip("。"), ctx=context, param=option) from wrong
