"""Granian with one worker, on this machine's own address only, and beside it the worker of long and timed work."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connections

from shenbian.cli.database import embedded
from shenbian.cli.words import say
from shenbian.kit.embedded import locks
from shenbian.kit.env import Unable

HOST = "127.0.0.1"
_LOOK = 5.0  # seconds between two looks whether the worker still runs
_PATIENCE = 20.0  # seconds that a process has to end
_OPTIONS = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--backpressure", "64", "--no-ws")


def address(port: int) -> str:
    """The address of the first page."""
    return f"http://{HOST}:{port}/"


def check_port(port: int) -> None:
    """Raise Unable when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Unable(f"端口 {port} 用不了：{error.strerror}。请用 --port 换一个。") from error


def serve(port: int) -> None:
    """Serve the pages until interrupted, and work beside. The caller holds the database.

    Raises Unable when the port is taken, or the web server ends by itself. The worker is begun anew when it does.
    """
    check_port(port)
    connections.close_all()
    say(f"网页在 {address(port)} ，按 Ctrl-C 结束。")
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it
    command = [sys.executable, "-m", "granian", *_OPTIONS, *_static(), "--host", HOST, "--port", str(port)]
    with _own_hold() as held:
        server = subprocess.Popen(
            [*command, "--log-level", "warning", "shenbian.wsgi:application"], stdout=sys.stderr, pass_fds=held
        )
        try:
            code = _beside(server)
        except KeyboardInterrupt:
            return
        finally:
            _end(server)
    if code != 0:
        raise Unable(f"网页服务器意外结束（退出码 {code}）。")


def _beside(server: subprocess.Popen[bytes]) -> int:
    """Keep a worker for as long as the server runs; gives how the server ended."""
    worker = _worker()
    try:
        while True:
            try:
                return server.wait(timeout=_LOOK)
            except subprocess.TimeoutExpired:
                if worker.poll() is not None:
                    say(f"后台任务的进程意外结束（退出码 {worker.returncode}），已重新启动。")
                    worker = _worker()
    finally:
        _end(worker)


def _worker() -> subprocess.Popen[bytes]:
    """It takes a hold on the database for itself, and ends by itself when we are killed."""
    command = [sys.executable, "-m", "shenbian.cli", "work", "--beside", str(os.getpid())]
    return subprocess.Popen(command, stdout=sys.stderr)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Tell it to end and wait until it has; what does not listen is killed, and what it did is taken back."""
    process.terminate()
    try:
        process.wait(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _static() -> list[str]:
    """Every app's files under its own name, given out by the server without asking Python."""
    folders = (Path(app.path) / "static" / app.label for app in apps.get_app_configs())
    mounts = [
        ("--static-path-route", f"/static/{folder.name}", "--static-path-mount", str(folder))
        for folder in folders
        if folder.is_dir()
    ]
    return [word for mount in mounts for word in mount] + (["--static-path-expires", "300"] if mounts else [])


@contextmanager
def _own_hold() -> Iterator[tuple[int, ...]]:
    """A hold on the database for the web server itself: it may outlive us, if we are killed."""
    database = embedded()
    if database is None:
        yield ()
        return
    held = locks.share(database.places.use_lock)
    try:
        yield (held,)
    finally:
        os.close(held)
