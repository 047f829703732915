"""The ground of every test run: one embedded server in a test home, up before any database is made, gone after it.

The home is SHENBIAN_TEST_HOME or a folder of this user's under the temp folder; its cluster is kept from run to run.
Two runs on one machine share the server and not the databases; the workers of one run use the server that its first
process holds.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from django.conf import settings
from hypothesis import settings as drawing

from shenbian.kit.embedded.places import Places
from shenbian.kit.embedded.server import Server
from shenbian.kit.home import home
from tests.databases import at_work_on, copy_to, drop

_held = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server, or join the others that use it. A worker's own hold does no harm: it leaves first."""
    drawing.register_profile("house", deadline=None)  # nothing is timed in a test, machines differ
    drawing.load_profile("house")
    gc.set_threshold(100_000, 50, 100)  # a run is short and its heap is large: looking through it often costs 6 %
    server = Server(Places(home()), say=lambda text: None, fast=True)
    _held.enter_context(server.using())
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _sweep(server.places)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The demo year first: the worker that begins with it loads it while the others run the rest, and nobody waits."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/demo/"))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database of this worker: a copy of the migrated one. It goes at the end of the run even where a thread left
    a session open to it."""
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    with django_db_blocker.unblock():
        copy_to(name)
        with at_work_on(name):
            yield
        drop(name)


def pytest_unconfigure(config: pytest.Config) -> None:
    _held.close()


def _sweep(places: Places) -> None:
    """Drop the test databases of runs that were killed: their name ends with the number of a process that is gone."""
    with psycopg.connect(places.dsn(database="postgres"), autocommit=True) as server:
        rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_shenbian\\_%'").fetchall()
        for (name,) in rows:
            number = name.removeprefix("test_shenbian_").split("_")[0]
            if number.isdigit() and not os.path.exists(f"/proc/{number}"):
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
