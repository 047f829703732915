"""The national algorithms: SM3 hashes, HMAC-SM3 marks, SM4-GCM seals. No algorithm is written here.

SM3 and HMAC come from OpenSSL through hashlib, SM4 through cryptography. Hash objects are prepared once and copied,
because looking an algorithm up by name costs more than hashing a short message (measured on 300 bytes: 2.4 µs with
two prepared halves against 3.9 µs for `hmac.digest`).
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from hmac import compare_digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

BLOCK = 64  # bytes in one block of SM3
SM4_KEY = 16  # bytes in a key of SM4
_NONCE, _TAG = 12, 16
_OVERHEAD = 1 + _NONCE + _TAG
_EMPTY = hashlib.new("sm3")


class BadSeal(ValueError):
    """Sealed bytes that were changed, cut, sealed with another key, or belong elsewhere."""


def sm3(data: bytes) -> bytes:
    """The 32-byte SM3 hash (GB/T 32905)."""
    digest = _EMPTY.copy()
    digest.update(data)
    return digest.digest()


class Mac:
    """HMAC-SM3 with one key, prepared for many messages. Safe to share between threads."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        block = (sm3(key) if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
        self._inner = hashlib.new("sm3", bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.new("sm3", bytes(byte ^ 0x5C for byte in block))

    def __call__(self, data: bytes) -> bytes:
        """The 32-byte mark of `data`."""
        inner = self._inner.copy()
        inner.update(data)
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.digest()

    def matches(self, data: bytes, mark: bytes) -> bool:
        """Whether `mark` is the mark of `data`, compared in constant time."""
        return compare_digest(self(data), mark)


@lru_cache(maxsize=32)
def _mac(key: bytes) -> Mac:
    return Mac(key)


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    """The 32-byte HMAC-SM3 of `data`. For many messages under one key, keep a `Mac`."""
    return _mac(key)(data)


def seal(key: bytes, plain: bytes, aad: bytes, *, key_id: int) -> bytes:
    """Encrypt and authenticate with SM4-GCM: key id (1 byte), nonce (12), ciphertext, tag (16).

    `aad` is not stored and must be said again on opening: it ties the bytes to their place, so that one row's seal
    cannot be copied into another. The key id (1 to 255) is authenticated too.
    """
    head = bytes((key_id,))
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(SM4(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(head + aad)
    cipher = encryptor.update(plain) + encryptor.finalize()
    return head + nonce + cipher + encryptor.tag


def open_(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The plain bytes of `seal`. Raises BadSeal when anything differs: key, place, key id or a single bit."""
    if len(sealed) < _OVERHEAD:
        raise BadSeal("密文不完整。")
    nonce, cipher, tag = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE : -_TAG], sealed[-_TAG:]
    decryptor = Cipher(SM4(key), GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(sealed[:1] + aad)
    try:
        return decryptor.update(cipher) + decryptor.finalize()
    except InvalidTag as wrong:
        raise BadSeal("密文校验不通过：内容被改动、位置不符或密钥不对。") from wrong


def key_id(sealed: bytes) -> int:
    """Which version of the key sealed these bytes."""
    if len(sealed) < _OVERHEAD:
        raise BadSeal("密文不完整。")
    return sealed[0]
