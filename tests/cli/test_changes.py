"""`shenbian merge`, `move`, `dissolve`: what they say, how they end, and that a preview leaves nothing."""

from pathlib import Path

import pytest

from shenbian.cli.commands import dissolve, merge, move
from shenbian.cli.words import NO, NOT_DONE, WELL, ended
from shenbian.facts.models import Fact, Head
from shenbian.facts.verify import verify
from shenbian.orgs.actions import found
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.record.actions import freeze, open_record
from tests.databases import own_database
from tests.people.making import number, person
from tests.record.conftest import District, make_district

__all__ = ["own_database"]

TITLE = "某区总工会2022年工作纪实"


@pytest.fixture
def district(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    """Two records with a turn each, frozen, in a database that commands take for a server of one's own."""
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{own_database}")
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    made = make_district()
    for each in (person(1), person(2)):
        made.write("turn", programme="volunteers", person=each.key, quantity=1)
    found("西镇总工会", level="town", number="XZ", founded_on=None, parent=made.federation, by="test")
    found("厂工会", level="grassroots", number="C", founded_on=None, parent=made.town, by="test")
    freeze(open_record(made.federation, year=2022, by=made.operator), by=made.operator)
    return made


def run(command: object, *arguments: object) -> int:
    main = command.command.main  # type: ignore[attr-defined]
    return ended(lambda: main([str(each) for each in arguments], standalone_mode=False))


def keys() -> tuple[int, int]:
    one, two = Person.objects.order_by("pk").values_list("key", flat=True)
    return one, two


def sealed() -> bool:
    """Whether every fact lies under a signed head, and nothing is wrong with any."""
    last = Head.objects.filter(log="facts").order_by("-size").first()
    return last is not None and last.size == Fact.objects.count() and not verify()


def test_a_merge_says_first_which_frozen_figures_it_moves_then_does_it_and_seals(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = keys()
    assert run(merge, number(1), two, "--reason", "同一人") == WELL
    said = capsys.readouterr()
    assert said.out == f"已合并：{one} 并入 {two}，0 条会籍随之转到保留的档案。\n"
    assert said.err.splitlines() == [
        f"《{TITLE}》的“职工志愿者”（锁定为 2）将变为 1。",
        "以上 1 个数字已经锁定，不会自行改动；要更正请用 shenbian record 年份 --correct 原因。",
    ]
    assert sealed()
    assert run(merge, one, "--undo", "--reason", "弄错了") == WELL
    said = capsys.readouterr()
    assert said.out == f"合并已撤销：{one} 不再并入 {two}，0 条会籍退回。\n"
    assert said.err.startswith(f"《{TITLE}》的“职工志愿者”（锁定为 2，现为 1）将变为 2。")
    assert sealed()


def test_a_preview_leaves_nothing(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    facts = Fact.objects.count()
    assert run(merge, *keys(), "--reason", "同一人", "--preview") == WELL
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[-1]) == ("", "这是预览，什么都没有改。")
    assert run(move, "C", "--to", "XZ", "--preview") == WELL
    assert run(dissolve, "C", "--preview") == WELL
    assert capsys.readouterr().err.splitlines() == ["已锁定的数字都不受影响。", "这是预览，什么都没有改。"] * 2
    assert (Fact.objects.count(), Organisation.objects.get(number="C").parent) == (facts, district.town)


def test_a_body_is_moved_then_absorbed(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(move, "C", "--to", "XZ", "--on", "2022年7月1日") == WELL
    assert run(dissolve, "C", "--into", "ZJ", "--on", "2022-08-01") == WELL
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "“厂工会”自 2022-07-01 起隶属“西镇总工会”，连同以下共 1 个组织。",
        "“厂工会”自 2022-08-01 起并入“东镇总工会”，0 个组织、0 个单位随之转去。",
    ]
    assert said.err.splitlines() == ["已锁定的数字都不受影响。"] * 2
    assert list(Fact.objects.filter(organisation=Organisation.objects.get(number="C").pk).values_list("kind")) == [
        ("org.moved",),
        ("union.dissolved",),
    ]
    assert sealed()


def test_what_cannot_be_done_is_said_in_one_plain_sentence(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = keys()
    codes = [
        run(merge, one, one, "--reason", "是"),
        run(merge, one, two, "--reason", " "),
        run(merge, one, "--undo", "--reason", "不是"),
        run(move, "ZJ", "--to", "C"),
        run(dissolve, "ZJ"),
        run(merge, "12345", two, "--reason", "是"),
        run(merge, one, "--reason", "是"),
        run(move, "没有", "--to", "XZ"),
        run(move, "C", "--to", "XZ", "--on", "昨天"),
    ]
    said = capsys.readouterr()
    assert (codes, said.out) == ([NO] * 5 + [NOT_DONE] * 4, "")
    assert said.err.splitlines() == [
        "这是同一份档案。",
        "请写明合并的理由。",
        "这份档案没有并入别的档案，不需要撤销。",
        "不能把“东镇总工会”移到它自己或它的下级“厂工会”之下。",
        "“东镇总工会”之下还有1个组织（厂工会等），请先调整或撤销它们。",
        "没有这个证件号码或人员编号的档案。",
        "命令用法不对：合并要写两份档案：重复的，保留的；--undo 只写重复的那一份。",
        "没有编号或名称是“没有”的工会。",
        "命令用法不对：参数 on 的值不对（读到“昨天”，应填年月日俱全的日期，如 2022-03-05）。",
    ]
