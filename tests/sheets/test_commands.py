"""`shenbian import`, `template`, `export`: what they say, and how they end."""

import json
from datetime import date
from pathlib import Path

import pytest

from shenbian.cli.commands import export, import_, template
from shenbian.cli.words import NO, NOT_DONE, WELL, ended
from shenbian.facts.models import Fact
from shenbian.facts.verify import verify
from shenbian.sheets.models import Batch
from tests.databases import own_database
from tests.sheets.books import book, identity

__all__ = ["own_database"]
UNIONS = ("工会编号", "工会名称", "类型", "上级工会编号", "成立日期", "成立方式", "所在单位", "状态")
UNITS = ("单位编号", "单位名称", "类型", "情况日期", "两新组织", "所在镇街工会编号")
MEMBERS = ("姓名", "证件号码", "工会编号", "入会日期")


@pytest.fixture
def folder(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three registers that need each other, in a database that commands take for a server of one's own."""
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{own_database}")
    made = tmp_path / "books"
    made.mkdir()
    book(
        made / "1.xlsx",
        "会员登记表",
        MEMBERS,
        [("张三", identity(1), "G1", "2022-05-01"), ("李四", identity(2), "G9", "2022-05-01")],
    )
    unions = [
        ("G1", "北方厂工会", "基层工会", "T", date(2022, 1, 5), "新建", "U1", "已批复"),
        ("T", "镇总工会", "镇街总工会", "F", date(1990, 1, 1), "原有", None, "正常"),
        ("F", "区总工会", "区总工会", None, date(1950, 1, 1), "原有", None, "正常"),
    ]
    book(made / "2.xlsx", "工会组织登记表", UNIONS, unions)
    book(made / "3.xlsx", "单位登记表", UNITS, [("U1", "北方厂", "企业", date(2022, 1, 1), "是", "T")])
    return made


def run(command: object, *arguments: object) -> int:
    main = command.command.main  # type: ignore[attr-defined]
    return ended(lambda: main([str(each) for each in arguments], standalone_mode=False))


def test_a_folder_comes_in_in_the_order_in_which_its_registers_need_each_other(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(import_, folder, "--format", "json", "--returned", tmp_path / "back") == NO

    said = json.loads(capsys.readouterr().out)
    assert [(each["register"], each["new"], each["refused"]) for each in said["sheets"]] == [
        ("工会组织登记表", 2, 0),
        ("单位登记表", 1, 0),
        ("工会组织登记表", 1, 0),
        ("会员登记表", 1, 1),
    ]
    assert said["sheets"][3]["refused_rows"] == [{"row": 3, "field": "工会编号", "reason": "没有“G9”这个工会。"}]
    assert (tmp_path / "back" / "1_退回.xlsx").exists()
    assert Fact.objects.get(kind="union.founded", facets__how="new").facets["two_new"] is True
    assert not verify()


def test_a_preview_ends_as_the_import_would_and_leaves_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(import_, folder, "--preview") == NO

    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "预览，没有改动任何数据：",
        "新增\t5",
        "变更\t0",
        "已有\t0",
        "不计\t0",
        "与主系统冲突\t0",
        "退回\t1",
    ]
    assert "退回 1 行：工会编号：没有“G9”这个工会。" in err
    assert (Batch.objects.count(), Fact.objects.count()) == (0, 0)


def test_a_batch_is_taken_back_by_its_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(import_, folder)
    number = Batch.objects.get(register="members").pk
    capsys.readouterr()

    assert run(import_, "--reverse", number, "--reason", "误报") == WELL
    assert capsys.readouterr().out == f"批次 {number}（1.xlsx）已整批撤回。\n"
    assert run(import_, "--reverse", Batch.objects.get(register="units").pk) == NO
    assert "请先撤回它们" in capsys.readouterr().err
    assert run(import_, "--reverse", 999) == NOT_DONE
    assert not verify()


def test_what_is_no_register_is_not_done(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = book(tmp_path / "菜谱.xlsx", "Sheet1", ("菜名", "价格"), [("红烧肉", 38)])
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")

    assert run(import_, strange) == NOT_DONE
    assert "认不出是哪一种登记表" in capsys.readouterr().err
    assert run(import_, broken) == NOT_DONE
    assert run(import_) == NOT_DONE


def test_templates_and_exports(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(import_, folder)
    capsys.readouterr()

    assert run(template, "会员登记表", tmp_path / "表.xlsx") == WELL
    assert capsys.readouterr().out == f"{tmp_path / '表.xlsx'}\n"
    assert run(template, "没有这种表") == NOT_DONE
    assert run(export, "会员登记表", tmp_path / "会员.xlsx", "--org", "T") == WELL
    assert capsys.readouterr().err.splitlines()[-1] == "已导出 1 行。"
