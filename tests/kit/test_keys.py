import multiprocessing
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from shenbian.kit import keys, sm
from shenbian.kit.env import BadEnvironment


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SHENBIAN_KEYS", raising=False)
    keys._ring.cache_clear()
    yield tmp_path / "home"
    keys._ring.cache_clear()


def _first_use(start: object, answers: "multiprocessing.Queue[tuple[tuple[str, str], ...]]") -> None:
    start.wait()  # type: ignore[attr-defined]
    answers.put(tuple(sorted(keys.ring().fingerprints().items())))


def test_the_ring_is_made_on_first_use_for_its_owner_only(own_home: Path) -> None:
    first = keys.ring()
    file = own_home / "keys" / "ring.json"
    assert keys.path() == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in file.parent.iterdir()] == ["ring.json"]
    assert keys.ring() is first


def test_processes_that_come_first_together_get_the_same_ring() -> None:
    context = multiprocessing.get_context("fork")
    start, answers = context.Event(), context.Queue()
    children = [context.Process(target=_first_use, args=(start, answers)) for _ in range(6)]
    for child in children:
        child.start()
    start.set()
    seen = {answers.get(timeout=30) for _ in children}
    for child in children:
        child.join()
    assert seen == {tuple(sorted(keys.ring().fingerprints().items()))}


def test_the_path_can_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBIAN_KEYS", str(tmp_path / "elsewhere" / "my.json"))
    keys.ring()
    assert (tmp_path / "elsewhere" / "my.json").is_file()
    monkeypatch.setenv("SHENBIAN_KEYS", "relative.json")
    with pytest.raises(BadEnvironment):
        keys.ring()


def test_a_seal_opens_in_its_place_only() -> None:
    ring = keys.ring()
    sealed = ring.seal(b"110113199001011234", b"person 1")
    assert ring.open(sealed, b"person 1") == b"110113199001011234"
    with pytest.raises(sm.BadSeal):
        ring.open(sealed, b"person 2")


def test_rotation_seals_anew_and_still_opens_the_old() -> None:
    before = keys.ring()
    old = before.seal(b"old", b"")
    after = keys.rotate()
    new = after.seal(b"new", b"")
    assert (sm.key_id(old), sm.key_id(new)) == (1, 2)
    assert (after.open(old, b""), after.open(new, b"")) == (b"old", b"new")
    assert after.blind(b"x") == before.blind(b"x")
    assert keys.ring() is after
    with pytest.raises(sm.BadSeal, match="没有第 2 版"):
        before.open(new, b"")


def test_a_signature_verifies_with_the_public_half_alone() -> None:
    ring = keys.ring()
    signature = ring.sign(b"head")
    assert keys.verify(ring.public_key(), signature, b"head")
    assert not keys.verify(ring.public_key(), signature, b"other head")


def test_a_ring_read_again_is_the_same() -> None:
    first = keys.ring()
    keys._ring.cache_clear()
    again = keys.ring()
    assert again is not first
    assert again.fingerprints() == first.fingerprints()
    assert again.open(first.seal(b"x", b"y"), b"y") == b"x"


def test_each_key_has_its_own_value_and_none_is_shown() -> None:
    ring = keys.ring()
    assert len(set(ring.fingerprints().values())) == 4
    assert "identity" not in repr(ring)


def test_an_open_file_is_refused() -> None:
    keys.ring()
    os.chmod(keys.path(), 0o644)
    keys._ring.cache_clear()
    with pytest.raises(keys.BadRing, match="chmod 600"):
        keys.ring()


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format": 2}', '{"format": 1, "identity": {"1": "00"}, "blind": "", "mac": "", "heads": ""}'],
)
def test_a_damaged_file_is_refused_and_left_alone(content: str) -> None:
    keys.ring()
    keys.path().write_text(content)
    keys._ring.cache_clear()
    with pytest.raises(keys.BadRing, match="备份"):
        keys.ring()
    assert keys.path().read_text() == content
