"""What officers upload, laid out as files: a workbook, or a zip of one workbook and the pictures that it names."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from shenbian.kit.env import Unable
from shenbian.kit.packages import DamagedPackage, TooMuch, unpacked

MEGABYTE = 1024 * 1024
LARGEST, LARGEST_PACKED = 20 * MEGABYTE, 100 * MEGABYTE  # bytes of a workbook, of a zip with its pictures
TOO_LARGE = "文件超过{}MB，请分成几份上传。"
_PACKED, _BOOK = ".zip", ".xlsx"
_FILES, _UNPACKED = 2000, 300 * MEGABYTE
_NAME = 80  # characters; three bytes each fit into what a file may be called


def clean(name: str) -> str:
    """The bare file name, whatever path a browser sends along."""
    bare = PurePosixPath(PureWindowsPath(name).name).name.strip().lstrip(".")[-_NAME:]
    return bare if bare.lower().endswith((_BOOK, _PACKED)) else f"{bare or '上传'}{_BOOK}"


def is_packed(name: str) -> bool:
    return name.lower().endswith(_PACKED)


def largest(name: str) -> int:
    """How many bytes a file of this name may have."""
    return LARGEST_PACKED if is_packed(name) else LARGEST


@contextmanager
def laid_out(name: str, data: bytes) -> Iterator[Path]:
    """The workbook as a file while it is looked at, its pictures in folders beside it. Raises Unable."""
    with tempfile.TemporaryDirectory(prefix="shenbian-upload-") as folder:
        if is_packed(name):
            yield _unpacked(data, Path(folder))
        else:
            path = Path(folder) / name
            path.write_bytes(data)
            yield path


def as_one(books: Sequence[Path]) -> bytes:
    """One workbook as it is; several as a zip."""
    if len(books) == 1:
        return books[0].read_bytes()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for book in books:
            archive.write(book, book.name)
    return held.getvalue()


def _unpacked(data: bytes, folder: Path) -> Path:
    books = []
    try:
        for number, (name, content) in enumerate(unpacked(data, files=_FILES, size=_UNPACKED)):
            is_book = name.lower().endswith(_BOOK)
            path = folder / clean(name) if is_book else folder / str(number) / name[-_NAME:]
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            books += [path] if is_book else []
    except DamagedPackage as why:
        raise Unable("压缩包打不开：可能没有传完整，或者设了密码。请重新压缩成 zip 再上传。") from why
    except TooMuch as why:
        most = f"最多{_FILES:,}个、共{_UNPACKED // MEGABYTE}MB"
        raise Unable(f"压缩包里的文件太多或太大：{most}，请分成几份上传。") from why
    if len(books) != 1:
        raise Unable(f"压缩包里应有一份登记表（.xlsx）和它的照片，现在有{len(books)}份表。")
    return books[0]
