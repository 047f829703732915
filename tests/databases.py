"""A database of one's own, for tests with several connections: what they commit is gone with it.

Triggers forbid emptying the tables that only grow, so such a test gets a copy of the test database instead of a flush.
"""

from collections.abc import Iterator
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
        template = _template()
        copy = f"{template}_own"
        connections.close_all()
        _make(copy, template)
        connection.settings_dict["NAME"] = copy
        try:
            yield copy
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = template
            _drop(copy)


def _template() -> str:
    """The migrated test database. pytest-django makes none where all tests at hand have one of their own: then we do;
    the next run sweeps it away."""
    if not connection.settings_dict["NAME"].startswith("test_"):
        setup_databases(verbosity=0, interactive=False, aliases={"default"})
    return str(connection.settings_dict["NAME"])


def _make(copy: str, template: str) -> None:
    _drop(copy)
    with _server() as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(template)))


def _drop(name: str) -> None:
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _server() -> psycopg.Connection[Any]:
    """The server of the tests, wherever the data folder of the test at hand may be."""
    at = connection.settings_dict
    return psycopg.connect(host=at["HOST"], port=at["PORT"], user=at["USER"], dbname="postgres", autocommit=True)
