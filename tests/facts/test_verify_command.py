"""`shenbian verify`: one line on stdout, 0 for well, 1 for no, 2 for what could not be done."""

import json
from pathlib import Path

import pytest
from django.db import connections

from shenbian.cli.commands.verify import command
from shenbian.cli.words import NO, NOT_DONE, WELL, ended
from shenbian.facts import heads
from shenbian.facts.actions import write
from shenbian.facts.proofs import proof_of
from shenbian.facts.seal import seal
from tests.facts.making import gifts, tamper


@pytest.fixture
def block(committed: str, monkeypatch: pytest.MonkeyPatch) -> range:
    """Three sealed facts, in a database that commands take for a server of one's own."""
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{committed}")
    block = write(gifts(3), by="张三")
    seal(by="王五")
    return block


def run(*arguments: str | Path) -> int:
    return ended(lambda: command.main([str(each) for each in arguments], standalone_mode=False))


def test_an_honest_ledger_is_said_to_be_one(block: range, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == WELL
    assert capsys.readouterr() == ("台账无误：每条记录、每次存证都与写入时一致。\n", "")


def test_the_first_fault_is_the_one_line_on_stdout(block: range, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("UPDATE facts_fact SET amount_fen = 1 WHERE id IN (%s, %s)", block[1], block[2])
    assert run() == NO
    said = capsys.readouterr()
    assert said.out == f"fact {block[1]} 与写入时不符：内容被改动，或不是由系统写入的。\n"
    assert said.err.splitlines() == [
        "共有 2 处不对，以上是第一处；其余：",
        f"  fact {block[2]} 与写入时不符：内容被改动，或不是由系统写入的。",
    ]


def test_a_file_outside_that_is_behind_is_mentioned(block: range, capsys: pytest.CaptureFixture[str]) -> None:
    heads.file_of("facts").write_bytes(b"")
    assert run() == WELL
    assert capsys.readouterr().err == f"库外存证文件 {heads.file_of('facts')} 缺 1 个树头，下次存证时补上。\n"


def test_a_proof_is_judged_without_the_database(
    block: range, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof_of(block[1])))
    connections.close_all()
    with monkeypatch.context() as nowhere:
        nowhere.setitem(connections["default"].settings_dict, "HOST", "/nowhere")
        assert run("--proof", file) == WELL
        assert capsys.readouterr().out.startswith(f"fact {block[1]} 在 ")
        file.write_text(file.read_text().replace("15000", "15001"))
        assert run("--proof", file) == NO
        assert capsys.readouterr().out == f"fact {block[1]} 不在这个树头之下：内容或路径被改动。\n"


def test_what_cannot_be_judged_is_said_to_be_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "proof.json"
    file.write_text("{}")
    assert run("--proof", file) == NOT_DONE
    assert run("--proof", file, "--public-key", file) == NOT_DONE
    assert capsys.readouterr() == (
        "",
        f"没有公钥文件 {heads.public_key_file()}；请用 --public-key 指明。\n这个文件不是完整的存证证明。\n",
    )
