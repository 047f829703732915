"""The database, as commands need it: there, of a version that will do, and with the tables of this program.

Both kinds: the embedded one, which is started and stopped as needed, and a server of one's own (DATABASE_URL), which is
only checked.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from shenbian.cli.words import say
from shenbian.kit.embedded.places import OWNER, Places
from shenbian.kit.embedded.server import Server
from shenbian.kit.env import Unable
from shenbian.kit.home import home

OLDEST = 15  # the major version of PostgreSQL that we ask for
_MIGRATING = 110_113_2022  # the advisory lock under which one process at a time changes the tables


def embedded() -> Server | None:
    """The embedded server, or None where DATABASE_URL names another."""
    return None if os.environ.get("DATABASE_URL") else Server(Places(home()), say=say)


@contextmanager
def with_database(*, stay: bool = False) -> Iterator[None]:
    """Have the database up and its tables current for the time of the block; also a decorator of a command.

    Raises Unable where that cannot be.
    """
    server = embedded()
    if server is None:
        check_version()
        with _closing():
            _migrate_if_needed()
            yield
        return
    with server.using(stay=stay), _closing():
        _migrate_if_needed()
        yield


@contextmanager
def _closing() -> Iterator[None]:
    """Close our own connections first, so that the server may stop."""
    try:
        yield
    finally:
        connections.close_all()


@contextmanager
def as_owner() -> Iterator[None]:
    """Speak to the embedded database as its owner for the time of the block: to change tables, nothing else."""
    usual = connection.settings_dict["USER"]
    if os.environ.get("DATABASE_URL") or usual == OWNER:
        yield
        return
    connection.close()
    connection.settings_dict["USER"] = OWNER
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = usual


def check_version() -> None:
    """Raise Unable when the server is out of reach or older than we ask for."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Unable(f"连不上 DATABASE_URL 指定的数据库：{str(error).strip()}") from error
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        major = int(cursor.fetchone()[0]) // 10_000
    if major < OLDEST:
        raise Unable(f"DATABASE_URL 指定的 PostgreSQL 是 {major} 版，身边要 {OLDEST} 版以上。")


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrate_if_needed() -> None:
    if not _behind():
        return
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            if _behind():
                say("正在更新数据库的表结构……")
                call_command("migrate", verbosity=0, interactive=False)
                from shenbian.rulebook.actions import load_starter  # noqa: PLC0415 -- models; dsn and stop work without

                load_starter(by="operator:migrate")
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])
