"""Bytes on disk, under `files` of the data folder, found by a name made of what they hold.

Plain ones lie under their SM3 digest. Sealed ones are encrypted (SM4-GCM) and lie under a mark made with a key, so
that whoever sees the folder cannot even tell whether a known paper is among them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from shenbian.kit import home, keys, sm

THUMBNAIL = ".small"
_NAME = 64  # characters of a digest in hexadecimal


def name_of(content: bytes, *, sealed: bool) -> str:
    """Where these bytes lie, whoever hands them in."""
    return (keys.ring().blind(b"file:" + content) if sealed else sm.sm3(content)).hex()


def path_of(kept: str, *, small: bool = False) -> Path:
    return home.home() / "files" / kept[:2] / (kept + (THUMBNAIL if small else ""))


def keep(content: bytes, kept: str, *, sealed: bool, small: bool = False) -> None:
    """Put them there; if they are there, nothing happens. The file appears whole."""
    path = path_of(kept, small=small)
    if path.exists():
        return
    for folder in (home.home(), path.parent.parent, path.parent):
        home.made(folder)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(keys.ring().seal(content, _place(kept)) if sealed else content)
        out.flush()
        os.fsync(out.fileno())
    home.belong_to_home(draft)
    os.replace(draft, path)


def content_of(kept: str, *, sealed: bool, small: bool = False) -> bytes:
    """The bytes in clear. Raises FileNotFoundError, and sm.BadSeal for what was changed."""
    content = path_of(kept, small=small).read_bytes()
    return keys.ring().open(content, _place(kept)) if sealed else content


def forget(kept: str) -> None:
    """Remove them, and the small picture."""
    for small in (False, True):
        path_of(kept, small=small).unlink(missing_ok=True)


def older_than(before: datetime) -> Iterator[str]:
    """The names of all that lies there and was put there before this instant."""
    for path in sorted((home.home() / "files").glob("??/*")):
        if len(path.name) == _NAME and path.stat().st_mtime < before.timestamp():
            yield path.name


def _place(kept: str) -> bytes:
    return f"files:{kept}".encode()
