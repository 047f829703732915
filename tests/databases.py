"""Databases of the tests: one is migrated, the others are copies of it.

The migrated one is kept from run to run for as long as what makes it stays the same; a worker's database is a copy, and
so is a database of one's own, for tests with several connections: what they commit is gone with it. (Triggers forbid
emptying the tables that only grow, so such a test cannot be followed by a flush.)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases
from psycopg import sql

_HOUSE = Path(__file__).parents[1]
# Migrations, what they import, and what Django makes beside them of models and of the apps of others.
_MAKES = ("shenbian/**/migrations/*.py", "shenbian/**/models.py", "shenbian/**/models/*.py", "tests/sample_app/**/*.py")
_MAKES_TOO = ("shenbian/kit/searching.py", "shenbian/settings.py", "tests/settings.py", "requirements-dev.txt")
TEMPLATE = "test_shenbian_template_"
_LOCK = 7310301


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Work on a fresh copy of the migrated database; every thread that opens a connection meets it. Gives its name."""
    with django_db_blocker.unblock():
        copy = make_copy("own")
        try:
            with at_work_on(copy):
                yield copy
        finally:
            drop(copy)


def make_copy(name: str) -> str:
    """A fresh copy of the migrated database; gives what it is called."""
    copy = f"{settings.DATABASES['default']['TEST']['NAME']}_{name}"
    copy_to(copy)
    return copy


def copy_to(name: str) -> None:
    """A fresh copy of the migrated database, under this name."""
    template = migrated()
    drop(name)
    with _server() as server:
        server.execute(
            # File by file, not page by page through the log: a quarter of the time where nothing waits for a disk.
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


@contextmanager
def at_work_on(database: str) -> Iterator[None]:
    """Every connection that is opened inside meets this database."""
    before = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


@cache
def migrated() -> str:
    """The migrated database, which nobody is connected to. The first who needs it makes it, the others wait."""
    name = TEMPLATE + _digest()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])  # until the connection closes
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _forget_others(server)
            _migrate(f"{name}_making")
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(f"{name}_making"), sql.Identifier(name))
            )
    return name


def _migrate(name: str) -> None:
    """Make a database from nothing, as Django makes one for tests."""
    at = connection.settings_dict
    before, called = at["NAME"], at["TEST"]["NAME"]
    at["TEST"]["NAME"] = name
    try:
        setup_databases(verbosity=0, interactive=False, aliases={"default"})
    finally:
        connections.close_all()
        at["NAME"], at["TEST"]["NAME"] = before, called


def _digest() -> str:
    """What the migrated database depends on, in a few characters."""
    said = sha256()
    files = [path for pattern in _MAKES for path in _HOUSE.glob(pattern)]
    for path in sorted([*files, *map(_HOUSE.joinpath, _MAKES_TOO)]):
        said.update(f"{path.relative_to(_HOUSE)}\n".encode() + path.read_bytes())
    return said.hexdigest()[:12]


def _forget_others(server: psycopg.Connection[Any]) -> None:
    """Drop what was migrated for another state of the house, unless somebody copies it just now."""
    found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE]).fetchall()
    for (name,) in found:
        try:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            continue


def drop(name: str) -> None:
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _server() -> psycopg.Connection[Any]:
    """The server of the tests, wherever the data folder of the test at hand may be."""
    at = connection.settings_dict
    return psycopg.connect(host=at["HOST"], port=at["PORT"], user=at["USER"], dbname="postgres", autocommit=True)
