"""The readers of the environment: understood, or refused in Chinese; never guessed."""

from pathlib import Path

import pytest

from shenbian.kit import env


def test_an_unset_or_empty_variable_gives_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHENBIAN_X", raising=False)
    assert env.text("SHENBIAN_X", "a") == "a"
    monkeypatch.setenv("SHENBIAN_X", "")
    assert env.text("SHENBIAN_X", "a") == "a"
    assert env.flag("SHENBIAN_X") is False
    assert env.words("SHENBIAN_X", ("b",)) == ["b"]


def test_a_flag_is_one_or_nought_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBIAN_X", "1")
    assert env.flag("SHENBIAN_X") is True
    monkeypatch.setenv("SHENBIAN_X", "yes")
    with pytest.raises(env.BadEnvironment) as refused:
        env.flag("SHENBIAN_X")
    assert str(refused.value) == "环境变量 SHENBIAN_X 的值“yes”不认识，只能是：0、1。"


def test_a_list_is_split_at_commas_and_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBIAN_X", " a, b ,,")
    assert env.words("SHENBIAN_X") == ["a", "b"]


def test_a_relative_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBIAN_X", "here/there")
    with pytest.raises(env.BadEnvironment) as refused:
        env.folder("SHENBIAN_X", Path("/x"))
    assert str(refused.value) == "环境变量 SHENBIAN_X 必须是绝对路径，现在是“here/there”。"
