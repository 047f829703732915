"""Is the server process there? Asked of the machine, because its pid file may tell of a process long dead."""

import os
from pathlib import Path

PID_FILE = "postmaster.pid"
_NOBODY = "2147483646"  # above every kernel's greatest process number


def alive(cluster: Path) -> bool:
    """Is the process that the cluster's pid file names a running server of this very cluster?"""
    pid = _noted(cluster / PID_FILE)
    return pid is not None and _serves(pid, cluster)


def disown_stale(cluster: Path, sockets: Path) -> None:
    """After a crash, the noted numbers may be another program's now (or a dead one's whose parent has not looked), and
    the server would not start.

    Of the pid file only the number is replaced: by the rest the server checks that no orphan of the old one lives.
    """
    for path in sockets.glob(".s.PGSQL.*.lock"):
        pid = _noted(path)
        if pid is not None and not _serves(pid, cluster):
            path.unlink()
    path = cluster / PID_FILE
    pid = _noted(path)
    if pid is None or _serves(pid, cluster):
        return
    kept = path.read_text().splitlines(keepends=True)
    with path.open("r+") as file:
        file.writelines([f"{_NOBODY}\n", *kept[1:]])
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _noted(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except FileNotFoundError:
        return None
    except ValueError:
        return int(_NOBODY)  # a torn file, as a crash may leave it: nobody's


def _serves(pid: int, cluster: Path) -> bool:
    """Linux tells the command line, readable by all; elsewhere any living process of that number counts."""
    try:
        if Path("/proc/self/cmdline").exists():
            parts = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            return bytes(cluster) in parts and Path(os.fsdecode(parts[0])).name == "postgres"
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
