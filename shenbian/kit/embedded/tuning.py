"""What the server is told about the machine: one small box that now loads a year's registers and now answers a page.

Nothing here trades a user's data for speed: every commit is on the disk before it is answered.
"""

import os

from shenbian.kit.embedded.places import PORT, Places

_MB = 1024 * 1024


def settings(places: Places, *, fast: bool) -> str:
    """The text of the included settings file. `fast` is for tests only: a crash of the machine may lose everything."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MB
    values: dict[str, str | int] = {
        "listen_addresses": "",  # the socket is the only door
        "port": PORT,
        "unix_socket_directories": str(places.sockets),
        "unix_socket_permissions": "0700",
        "max_connections": 200,  # a rush has a connection for each hand at work; an idle one costs little
        "shared_buffers": f"{min(max(memory // 8, 64), 1024)}MB",
        "effective_cache_size": f"{max(memory // 2, 128)}MB",
        "work_mem": "64MB",
        "maintenance_work_mem": "256MB",
        "max_wal_size": "4GB",  # a bulk load must not wait for checkpoints
        "min_wal_size": "256MB",
        "checkpoint_timeout": "15min",
        "wal_compression": "pglz",
        "random_page_cost": "1.1",
        "jit": "off",  # its start-up costs more than our queries
        "timezone": "Asia/Shanghai",
        "log_timezone": "Asia/Shanghai",
        "log_checkpoints": "off",
        "log_min_messages": "warning",
    }
    if _shared_memory() < 512 * _MB:  # as in most containers: a query at work in parallel could find no room there
        values["max_parallel_workers_per_gather"] = 0
    if fast:
        values |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    lines = [f"{name} = {_quoted(str(value))}" for name, value in values.items()]
    return "\n".join(
        ["# Written at every start. Your own settings: ALTER SYSTEM, which wins over this file.", *lines, ""]
    )


def _shared_memory() -> int:
    """Bytes of /dev/shm, where the server's processes share what they work on; much where there is no such folder."""
    if not os.path.isdir("/dev/shm"):
        return 1024 * _MB
    room = os.statvfs("/dev/shm")
    return room.f_frsize * room.f_blocks


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
