"""Typed readers of the environment. A value that cannot be understood stops the program: it is never guessed."""

import os
from pathlib import Path


class Unable(Exception):
    """Something could not be done; the text is one plain Chinese sentence for whoever asked. Commands end with 2."""


class BadEnvironment(Unable):
    """An environment variable holds something that cannot be used; the text says which and why, in Chinese."""


def text(name: str, default: str) -> str:
    """The variable's text, or the default when it is unset or empty."""
    return os.environ.get(name) or default


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """One of the given words."""
    value = text(name, default)
    if value not in choices:
        raise BadEnvironment(f"环境变量 {name} 的值“{value}”不认识，只能是：{'、'.join(choices)}。")
    return value


def flag(name: str, default: bool = False) -> bool:
    """True for 1, false for 0; anything else is refused."""
    return one_of(name, ("0", "1"), "1" if default else "0") == "1"


def number(name: str, default: int) -> int:
    """A whole number from 0 upward."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise BadEnvironment(f"环境变量 {name} 必须是整数，现在是“{value}”。")
    return int(value)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas, blanks trimmed."""
    raw = os.environ.get(name)
    if not raw:
        return list(default)
    return [word.strip() for word in raw.split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """An absolute folder; a relative one is refused: it would change with the place a command is called from."""
    raw = os.environ.get(name)
    path = Path(raw).expanduser() if raw else default
    if not path.is_absolute():
        raise BadEnvironment(f"环境变量 {name} 必须是绝对路径，现在是“{raw}”。")
    return path
