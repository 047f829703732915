"""What a command says, and how it ends: the one place that knows the exit codes."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import click
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError

from shenbian.kit.env import Unable

WELL, NO, NOT_DONE = 0, 1, 2


class AnswerIsNo(Exception):
    """The command did its work and the answer is no: exit 1. The text, if any, is said on stderr."""


def say(text: str) -> None:
    """Tell a person something, on stderr."""
    click.echo(text, err=True)


def ended(run: Callable[[], object]) -> int:
    """Run a command to its end and give the exit code; whatever stops it becomes one plain sentence on stderr.

    With SHENBIAN_DEBUG=1 the traceback is shown too.
    """
    signal.signal(signal.SIGTERM, _leave_in_order)
    try:
        result = run()
        return result if type(result) is int else WELL
    except AnswerIsNo as answer:
        if str(answer):
            say(str(answer))
        return NO
    except click.Abort:
        say("已中断。")
    except KeyboardInterrupt:
        say("已中断。")
    except click.ClickException as error:
        say(f"命令用法不对：{_usage(error)}")
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more can be written there, at exit neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("SHENBIAN_DEBUG") == "1":
            traceback.print_exc()
        say(_plainly(error))
    return NOT_DONE


def _leave_in_order(number: int, frame: FrameType | None) -> NoReturn:
    """A terminated command gives back the database like one that ends by itself."""
    raise KeyboardInterrupt


def _plainly(error: Exception) -> str:
    if isinstance(error, Unable):
        return str(error)
    if isinstance(error, (psycopg.OperationalError, DatabaseError)):
        return f"数据库没有完成这件事：{str(error).strip()}"
    if isinstance(error, ImproperlyConfigured):
        return f"设置不对：{error}"
    if isinstance(error, OSError):
        return f"文件读写出错：{error.filename or ''} {error.strerror or error}".strip()
    return f"没有做成，程序里出了错（{type(error).__name__}：{error}）。设 SHENBIAN_DEBUG=1 再运行可看到经过。"


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else error.param_hint
        return f"缺少参数 {name}。"
    if isinstance(error, click.BadParameter) and error.param:
        return f"参数 {error.param.human_readable_name} 的值不对（{error.message}）。"
    return error.message
