"""Locks that the kernel drops when their process ends, however it ends: nothing is left locked by a killed command."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shenbian.kit.env import Unable
from shenbian.kit.home import belong_to_home

Say = Callable[[str], None]


def _open(path: Path) -> int:
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unable(f"不能打开 {path}：{error.strerror}。") from error
    belong_to_home(path)
    return fd


@contextmanager
def alone(path: Path, *, say: Say, patience: float = 2) -> Iterator[int]:
    """Hold the lock exclusively, waiting for it; after `patience` seconds the person is told what is waited for.

    The number given may be handed to a child process: the lock is then held until both have ended.
    """
    fd = _open(path)
    try:
        told, since = False, time.monotonic()
        while not _taken(fd, fcntl.LOCK_EX):
            if not told and time.monotonic() - since > patience:
                told = True
                say("另一个命令正在启动或停止数据库，等它完成……")
            time.sleep(0.05)
        yield fd
    finally:
        os.close(fd)


def share(path: Path) -> int:
    """Take a shared hold; the number returned is given back with `os.close`. Waits while somebody holds it alone."""
    fd = _open(path)
    fcntl.flock(fd, fcntl.LOCK_SH)
    return fd


def is_shared(path: Path) -> bool:
    """Does any process hold the lock just now?"""
    fd = _open(path)
    try:
        return not _taken(fd, fcntl.LOCK_EX)
    finally:
        os.close(fd)


def _taken(fd: int, kind: int) -> bool:
    try:
        fcntl.flock(fd, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
