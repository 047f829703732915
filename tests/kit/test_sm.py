import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit.sm import BadSeal, Mac, hmac_sm3, key_id, open_, seal, sm3

KEY = bytes(range(16))


def test_sm3_gives_the_digests_of_the_standard() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


@given(st.binary(max_size=200), st.binary(max_size=300))
def test_a_prepared_mac_is_the_hmac_of_the_library(key: bytes, data: bytes) -> None:
    expected = hmac.digest(key, data, "sm3")
    assert hmac_sm3(key, data) == expected
    assert Mac(key)(data) == expected
    assert sm3(data) == hashlib.new("sm3", data).digest()


def test_a_mac_knows_its_own_mark() -> None:
    mac = Mac(b"key")
    assert mac.matches(b"data", mac(b"data"))
    assert not mac.matches(b"date", mac(b"data"))


@given(st.binary(max_size=200), st.binary(max_size=40), st.integers(1, 255))
def test_what_is_sealed_opens(plain: bytes, aad: bytes, version: int) -> None:
    sealed = seal(KEY, plain, aad, key_id=version)
    assert open_(KEY, sealed, aad) == plain
    assert key_id(sealed) == version
    assert len(sealed) == len(plain) + 29


def test_two_seals_of_one_text_differ() -> None:
    assert seal(KEY, b"plain", b"", key_id=1) != seal(KEY, b"plain", b"", key_id=1)


def test_any_changed_bit_is_noticed() -> None:
    sealed = seal(KEY, b"plain", b"row 1", key_id=1)
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(BadSeal):
            open_(KEY, bytes(changed), b"row 1")


@pytest.mark.parametrize(("key", "aad", "cut"), [(b"x" * 16, b"row 1", 0), (KEY, b"row 2", 0), (KEY, b"row 1", 30)])
def test_another_key_place_or_length_does_not_open(key: bytes, aad: bytes, cut: int) -> None:
    sealed = seal(KEY, b"plain", b"row 1", key_id=1)
    with pytest.raises(BadSeal):
        open_(key, sealed[cut:], aad)


def test_a_stump_names_no_key() -> None:
    with pytest.raises(BadSeal):
        key_id(b"\x01short")
