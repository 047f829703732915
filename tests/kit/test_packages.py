"""Whatever is wrong with a package that was handed in, it is one error."""

import io
import zipfile
from collections.abc import Callable

import pytest

from shenbian.kit.packages import DamagedPackage, unpacking

TEXT = b"some text " * 50


def package() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
    return held.getvalue()


def with_every(field: int, value: int) -> bytes:
    """The package with a two-byte field of both its headers (the local one and the directory's) set."""
    content = bytearray(package())
    for start in (field + 6, content.index(b"PK\x01\x02") + field + 8):
        content[start : start + 2] = value.to_bytes(2, "little")
    return bytes(content)


def garbled() -> bytes:
    content = bytearray(package())
    start = content.index(b"a.txt") + len(b"a.txt")
    content[start : start + 8] = b"\xff" * 8
    return bytes(content)


def test_a_whole_package_is_read() -> None:
    with unpacking(package()) as archive:
        assert archive.read("a.txt") == TEXT


@pytest.mark.parametrize(
    "broken",
    [
        lambda: b"no package",
        lambda: package()[:-30],
        garbled,
        lambda: with_every(0, 1),  # locked with a password
        lambda: with_every(2, 99),  # packed in a way that nobody knows
    ],
)
def test_a_broken_one_is_one_error(broken: Callable[[], bytes]) -> None:
    with pytest.raises(DamagedPackage), unpacking(broken()) as archive:
        archive.read("a.txt")


def test_a_missing_part_is_the_readers_own_affair() -> None:
    with pytest.raises(KeyError), unpacking(package()) as archive:
        archive.read("b.txt")
