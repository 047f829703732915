"""Signed heads, and their copy outside the database: whoever cuts the log back cannot cut the copy.

The copy is `heads/<log>.jsonl` of the data folder, a line for each head, beside it `public.pem`, with which anybody can
check a head or a proof. Lines are appended after the commit. A crash in between, or a lost file, leaves the file behind
the database, which the next seal makes good; a file *ahead* of the database means that the log was cut back.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from shenbian.kit import home, keys

_TAIL = 4096  # bytes at the end of the file that surely hold its last line


class BadHead(ValueError):
    """A line or proof that does not hold a head."""


@dataclass(frozen=True, kw_only=True)
class SignedHead:
    """The state of a log at an instant: how many leaves, their root, and our signature."""

    log: str
    size: int
    root: str  # hexadecimal, as the signature
    signed_at: str  # RFC 3339, UTC
    signed_by: str
    signature: str

    def is_signed_by(self, public_key: bytes) -> bool:
        return keys.verify(public_key, bytes.fromhex(self.signature), self.signed_bytes())

    def signed_bytes(self) -> bytes:
        return head_bytes(self.log, self.size, bytes.fromhex(self.root), self.signed_at, self.signed_by)

    @classmethod
    def read(cls, said: Any) -> SignedHead:
        """From JSON. Raises BadHead."""
        try:
            head = cls(**{name: kind(said[name]) for name, kind in _FIELDS.items()})
            bytes.fromhex(head.root), bytes.fromhex(head.signature)
        except (KeyError, TypeError, ValueError) as wrong:
            raise BadHead("树头不完整。") from wrong
        return head


_FIELDS = {"log": str, "size": int, "root": str, "signed_at": str, "signed_by": str, "signature": str}


def head_bytes(log: str, size: int, root: bytes, signed_at: str, signed_by: str) -> bytes:
    """The bytes that are signed: a JSON array in UTF-8 without blanks."""
    return orjson.dumps(("head", log, size, root.hex(), signed_at, signed_by))


def folder() -> Path:
    return home.home() / "heads"


def file_of(log: str) -> Path:
    return folder() / f"{log}.jsonl"


def public_key_file() -> Path:
    return folder() / "public.pem"


def last_size(log: str) -> int:
    """The size of the last head in the file outside; 0 where there is none."""
    file = file_of(log)
    if not file.exists():
        return 0
    with file.open("rb") as lines:
        return _last_size(lines.fileno())


def append(log: str, lines: Sequence[tuple[SignedHead, int]]) -> None:
    """Bring the file up to date with these heads, each with the id of the first entry it was the first to seal.

    Heads that the file holds already are passed over. A half line that a crash left is cut off.
    """
    home.made(home.made(home.home()) / "heads")
    _publish_key()
    file = file_of(log)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        home.belong_to_home(file)
        fcntl.flock(handle, fcntl.LOCK_EX)
        _cut_half_line(handle)
        known = _last_size(handle)
        new = [asdict(head) | {"first": first} for head, first in lines if head.size > known]
        os.lseek(handle, 0, os.SEEK_END)
        os.write(handle, b"".join(orjson.dumps(line) + b"\n" for line in new))
        os.fsync(handle)
    finally:
        os.close(handle)


def outside(log: str) -> list[tuple[SignedHead, int]]:
    """Every head in the file, with the first entry it sealed, oldest first. A half line at the end is no head yet."""
    file = file_of(log)
    if not file.exists():
        return []
    whole = file.read_bytes().split(b"\n")[:-1]
    return [_line(line) for line in whole]


def _line(line: bytes) -> tuple[SignedHead, int]:
    try:
        said = orjson.loads(line)
        return SignedHead.read(said), int(said["first"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadHead("库外存证文件里有一行读不懂。") from wrong


def _last_size(handle: int) -> int:
    end = os.fstat(handle).st_size
    whole = os.pread(handle, _TAIL, max(0, end - _TAIL)).split(b"\n")[:-1]
    return _line(whole[-1])[0].size if whole else 0


def _cut_half_line(handle: int) -> None:
    end = os.fstat(handle).st_size
    tail = os.pread(handle, _TAIL, max(0, end - _TAIL))
    os.ftruncate(handle, end - len(tail) + tail.rfind(b"\n") + 1)


def _publish_key() -> None:
    file, pem = public_key_file(), keys.ring().public_key()
    if file.exists() and file.read_bytes() == pem:
        return
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.write_bytes(pem)
    draft.chmod(0o644)
    home.belong_to_home(draft)
    os.replace(draft, file)
