"""Zip packages that people hand in (workbooks, documents): whatever is wrong with one, it is one error here."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager


class DamagedPackage(Exception):
    """Cut off, altered, locked with a password, or packed in a way that is not known."""


@contextmanager
def unpacking(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The package, for reading. Raises DamagedPackage, at once or while its parts are read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError) as wrong:  # offsets that point before the beginning are a ValueError
        raise DamagedPackage from wrong
    try:
        with archive:
            yield archive
    # A RuntimeError is what zipfile raises for a password, and for a way of packing that it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as wrong:
        raise DamagedPackage from wrong
