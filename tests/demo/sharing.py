"""One thing made once for all workers of a test run: the first makes it, the others use it, the last ends it."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Told = dict[str, Any]


@contextmanager
def shared(
    name: str, temp: pytest.TempPathFactory, *, make: Callable[[Path], Told], end: Callable[[Told], None]
) -> Iterator[Told]:
    """What `make` tells (plain values), from whichever worker made it; `make` is given a folder that all can read."""
    root = temp.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / name
    folder.mkdir(exist_ok=True)
    note = folder / "told.json"
    with _alone(folder):
        kept = json.loads(note.read_text()) if note.exists() else {"users": 0, "told": make(folder)}
        _keep(note, kept, by=1)
    yield kept["told"]
    with _alone(folder):
        _keep(note, json.loads(note.read_text()), by=-1)
        if not json.loads(note.read_text())["users"]:
            note.unlink()
            end(kept["told"])


def _keep(note: Path, kept: Told, *, by: int) -> None:
    note.write_text(json.dumps(kept | {"users": kept["users"] + by}))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
