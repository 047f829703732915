"""Granian with one worker, on this machine's own address only."""

import os
import socket
import subprocess
import sys

from django.db import connections

from shenbian.cli.words import say
from shenbian.kit.env import Unable

HOST = "127.0.0.1"


def serve(port: int) -> None:
    """Serve the pages until interrupted. The caller holds the database. Raises Unable when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Unable(f"端口 {port} 用不了：{error.strerror}。请用 --port 换一个。") from error
    connections.close_all()
    say(f"网页在 http://{HOST}:{port}/ ，按 Ctrl-C 结束。")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    command += ["--workers", "1", "--no-ws", "--log-level", "warning", "shenbian.wsgi:application"]
    with subprocess.Popen(command, stdout=sys.stderr, env=os.environ) as server:
        try:
            code = server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait()
            return
    if code != 0:
        raise Unable(f"网页服务器意外结束（退出码 {code}）。")
