"""Zip packages that people hand in (workbooks, documents): whatever is wrong with one, it is one error here."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

_UTF8 = 0x800  # the flag of a part whose name is UTF-8


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


class TooMuch(Exception):
    """More files, or more bytes unpacked, than were allowed."""


def unpacked(content: bytes, *, files: int, size: int) -> Iterator[tuple[str, bytes]]:
    """The files of a package with their bare names, in its order; what systems add for themselves is passed over.

    `size` in bytes unpacked. Raises DamagedPackage, at once or later, and TooMuch before anything is unpacked.
    """
    with unpacking(content) as archive:
        wanted = [(info, name) for info in archive.infolist() if (name := _bare(info))]
        if len(wanted) > files or sum(info.file_size for info, _ in wanted) > size:
            raise TooMuch
        for info, name in wanted:
            yield name, archive.read(info)


def _bare(info: zipfile.ZipInfo) -> str:
    """The last part of its name; empty for folders and for what no person put there (__MACOSX, .DS_Store, ~$…)."""
    *above, name = _spelt(info).replace("\\", "/").split("/")
    return "" if "__MACOSX" in above or name.startswith((".", "~$")) else name


def _spelt(info: zipfile.ZipInfo) -> str:
    """Its name. Not all packers say in which encoding they wrote it: Chinese Windows means GBK, others UTF-8."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
