"""Is the server process there? Asked of the machine, because its pid file may tell of a process long dead."""

import os
from pathlib import Path

_NOBODY = "2147483646"  # above every kernel's greatest process number


def alive(cluster: Path) -> bool:
    """Is the process that the cluster's pid file names a running server of this very cluster?"""
    pid = _noted(cluster)
    return pid is not None and _serves(pid, cluster)


def disown_stale(cluster: Path) -> None:
    """After a crash of the machine, the noted number may be another program's now, and the server would not start.

    Only the number is replaced: by the rest of the file the server still checks that no orphan of the old one lives.
    """
    pid = _noted(cluster)
    if pid is None or _serves(pid, cluster):
        return
    path = cluster / "postmaster.pid"
    kept = path.read_text().splitlines(keepends=True)
    with path.open("r+") as file:
        file.writelines([f"{_NOBODY}\n", *kept[1:]])
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _noted(cluster: Path) -> int | None:
    try:
        first = (cluster / "postmaster.pid").read_text().split("\n", 1)[0]
        return int(first) if int(first) > 0 else None
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
