"""Whatever is wrong with a package that was handed in, it is one error."""

import io
import zipfile
from collections.abc import Callable

import pytest

from shenbian.kit.packages import DamagedPackage, TooMuch, unpacked, unpacking

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


def handed_in(*parts: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return held.getvalue()


def test_the_files_of_a_package_have_their_bare_names_and_what_systems_add_is_passed_over() -> None:
    content = handed_in(
        ("申报/表.xlsx", b"1"), ("申报\\照片\\张三.jpg", b"2"), ("申报/", b""), ("__MACOSX/张三.jpg", b"3"),
        ("申报/.DS_Store", b"4"), ("~$表.xlsx", b"5"),
    )  # fmt: skip
    assert list(unpacked(content, files=2, size=2)) == [("表.xlsx", b"1"), ("张三.jpg", b"2")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_name_is_read_as_the_packer_wrote_it_though_it_does_not_say_how(encoding: str) -> None:
    raw = "张三证书.jpg".encode(encoding)
    content = handed_in(("x" * len(raw), b"1")).replace(b"x" * len(raw), raw)
    assert list(unpacked(content, files=1, size=1)) == [("张三证书.jpg", b"1")]


@pytest.mark.parametrize(("files", "size"), [(1, 10), (2, 1)])
def test_what_is_too_much_is_not_unpacked(files: int, size: int) -> None:
    with pytest.raises(TooMuch):
        next(unpacked(handed_in(("a", b"1"), ("b", b"2")), files=files, size=size))
