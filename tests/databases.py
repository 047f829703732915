"""A database of one's own, for tests with several connections: what they commit is gone with it.

Triggers forbid emptying the tables that only grow, so such a test gets a copy of the test database instead of a flush.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.test.utils import setup_databases
from psycopg import sql


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
    template = _template()
    copy = f"{template}_{name}"
    connections.close_all()
    drop(copy)
    with _server() as server:
        # The browser's driver runs a loop in this thread; what was opened before it began is out of Django's sight, and
        # is not asked again before the end of the run.
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [template])
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(template)))
    return copy


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


def _template() -> str:
    """The migrated test database. pytest-django makes none where all tests at hand have one of their own: then we do;
    the next run sweeps it away."""
    if not connection.settings_dict["NAME"].startswith("test_"):
        setup_databases(verbosity=0, interactive=False, aliases={"default"})
    return str(connection.settings_dict["NAME"])


def drop(name: str) -> None:
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _server() -> psycopg.Connection[Any]:
    """The server of the tests, wherever the data folder of the test at hand may be."""
    at = connection.settings_dict
    return psycopg.connect(host=at["HOST"], port=at["PORT"], user=at["USER"], dbname="postgres", autocommit=True)
