"""The key ring, kept outside the database: whoever copies the database has none of it; without it no seal opens.

Four purposes, four keys: `identity` seals identity and bank numbers (SM4, rotating: every version stays readable),
`blind` makes the index by which a number is found again, `mac` marks every fact at the door, `heads` signs the tree's
heads (Ed25519; its public half verifies anywhere). They are born together and lie in one file, `ring.json`, so the
ring is whole or absent, never half; a copy of that one file is the backup of all keys.

The file is found at `$SHENBIAN_KEYS`, or in the folder `keys` of the data folder; it is made on first use.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from shenbian.kit import env, home, sm

FILE = "ring.json"
_FORMAT = 1
_FINGERPRINT = b"shenbian fingerprint"


class BadRing(RuntimeError):
    """The key file is damaged, incomplete or open to others; says in Chinese what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Ring:
    """The keys of one installation, ready to use. It never prints itself."""

    identity: dict[int, bytes]
    blind: sm.Mac
    mac: sm.Mac
    heads: Ed25519PrivateKey

    @property
    def version(self) -> int:
        """The version of the identity key with which new seals are made."""
        return max(self.identity)

    def seal(self, plain: bytes, aad: bytes) -> bytes:
        """Seal with the newest identity key. `aad` names the place (table, column, row) and is needed to open."""
        return sm.seal(self.identity[self.version], plain, aad, key_id=self.version)

    def open(self, sealed: bytes, aad: bytes) -> bytes:
        """Open what any version sealed. Raises sm.BadSeal when it was changed or belongs elsewhere."""
        key = self.identity.get(sm.key_id(sealed))
        if key is None:
            raise sm.BadSeal(f"密钥串里没有第 {sm.key_id(sealed)} 版密钥。")
        return sm.open_(key, sealed, aad)

    def sign(self, data: bytes) -> bytes:
        """The 64-byte Ed25519 signature by which a head of the tree is known."""
        return self.heads.sign(data)

    def public_key(self) -> bytes:
        """The public half of `heads` as PEM: give it to whoever shall verify heads and proofs."""
        return self.heads.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def fingerprints(self) -> dict[str, str]:
        """One short mark for each key, telling nothing of it: a database can remember which ring it belongs to."""
        newest = sm.Mac(self.identity[self.version])
        return {
            "identity": newest(_FINGERPRINT)[:8].hex(),
            "blind": self.blind(_FINGERPRINT)[:8].hex(),
            "mac": self.mac(_FINGERPRINT)[:8].hex(),
            "heads": sm.sm3(self.public_key())[:8].hex(),
        }


def verify(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the holder of the ring signed exactly these bytes. Needs no ring, only the PEM public key."""
    key = load_pem_public_key(public_key)
    if not isinstance(key, Ed25519PublicKey):
        raise BadRing("公钥不是 Ed25519 公钥。")
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def path() -> Path:
    """Where the key file lies: `$SHENBIAN_KEYS`, a file, or `keys/ring.json` of the data folder."""
    if os.environ.get("SHENBIAN_KEYS"):
        return env.folder("SHENBIAN_KEYS", Path())
    return home.home() / "keys" / FILE


def ring() -> Ring:
    """The ring of this installation, made on first use, then read once per process and file."""
    return _ring(path())


def rotate() -> Ring:
    """Add a new version of the identity key; old seals stay readable. Running processes learn it when they restart."""
    file = path()
    ring()
    with _locked(file.parent):
        said = _read(file)
        version = max(int(number) for number in said["identity"]) + 1
        if version > 255:
            raise BadRing("身份密钥最多 255 版。")
        said["identity"][str(version)] = secrets.token_hex(sm.SM4_KEY)
        os.replace(_draft(file, said), file)
    _ring.cache_clear()
    return ring()


@lru_cache(maxsize=4)
def _ring(file: Path) -> Ring:
    if not file.exists():
        _make(file)
    said = _read(file)
    try:
        return Ring(
            identity={int(version): _key(key, sm.SM4_KEY) for version, key in said["identity"].items()},
            blind=sm.Mac(_key(said["blind"], 32)),
            mac=sm.Mac(_key(said["mac"], 32)),
            heads=Ed25519PrivateKey.from_private_bytes(_key(said["heads"], 32)),
        )
    except (KeyError, ValueError, AttributeError, TypeError) as wrong:
        raise BadRing(f"密钥文件 {file} 不完整，请用备份恢复。") from wrong


def _key(text: str, size: int) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != size:
        raise ValueError(f"a key of {len(key)} bytes instead of {size}")
    return key


def _make(file: Path) -> None:
    """Draw all keys and put them under the final name at once; if another process was first, theirs is the ring."""
    if file.is_relative_to(home.home()):
        home.made(home.home())
    home.made(file.parent)
    said = {
        "format": _FORMAT,
        "identity": {"1": secrets.token_hex(sm.SM4_KEY)},
        "blind": secrets.token_hex(32),
        "mac": secrets.token_hex(32),
        "heads": secrets.token_hex(32),
    }
    with _locked(file.parent):
        if not file.exists():
            os.replace(_draft(file, said), file)


def _read(file: Path) -> dict[str, Any]:
    if file.stat().st_mode & 0o077:
        raise BadRing(f"密钥文件 {file} 对他人可读，请先执行 chmod 600。")
    try:
        said = json.loads(file.read_bytes())
    except ValueError as wrong:
        raise BadRing(f"密钥文件 {file} 已损坏，请用备份恢复。") from wrong
    if not isinstance(said, dict) or said.get("format") != _FORMAT or not said.get("identity"):
        raise BadRing(f"密钥文件 {file} 的格式不认识，请用备份恢复。")
    return said


def _draft(file: Path, said: dict[str, Any]) -> Path:
    """The whole file under another name, on the disk, readable by its owner only."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(said, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    home.belong_to_home(draft)
    return draft


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time in this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
