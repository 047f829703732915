"""Ledgers for the tests of figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import shenbian.programmes.contents  # noqa: F401  declares every programme, kind and metric


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keys of one's own."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SHENBIAN_HOME", str(folder))
    yield folder
