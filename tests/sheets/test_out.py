"""Templates to fill in, and registers given out as their reader may see them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shenbian.flow.refusals import NotYours
from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Organisation
from shenbian.people.actions import enrol
from shenbian.people.models import Person, PersonReading
from shenbian.rights.actions import appoint
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from shenbian.sheets.actions.exporting import export
from shenbian.sheets.register import Register
from shenbian.sheets.registers import register, registers
from shenbian.sheets.report import Summary
from shenbian.sheets.template import write_all, write_template
from tests.sheets.books import identity
from tests.sheets.conftest import District
from tests.sheets.test_members import HEADERS, row

Counts = Callable[[Summary], dict[str, int]]


def table(path: Path) -> list[list[Any]]:
    return [[cell.value for cell in line] for line in openpyxl.load_workbook(path).worksheets[0].iter_rows()]


def officer(role: str, at: Organisation) -> Actor:
    """Somebody who holds a role at a body."""
    enrolled = enrol("经办人", number=identity(900 + at.pk % 90), by="test")
    person = Person.objects.get(pk=enrolled.person)
    appoint(person, role=role, at=at, on=date(2020, 1, 1), by="test")
    return actor_of(person)


@pytest.mark.parametrize("each", registers(), ids=lambda each: each.key)
def test_a_template_is_recognised_as_its_own_register_and_its_example_is_not_imported(
    each: Register, district: District, counts: Counts
) -> None:
    path = district.folder / "表.xlsx"
    write_template(each, path)

    summary = district.bring(path)

    assert [report.register for report in summary.sheets] == [each.title]
    assert counts(summary) == {}


def test_a_template_has_drop_downs_and_chinese_headers(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_template(register("支出"), path)

    page = openpyxl.load_workbook(path).worksheets[0]
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
    headers = {cell.value: cell.coordinate for cell in page[1]}
    at = headers["支付状态"].replace("1", "2")
    assert lists[at] == '"支付成功,退票,待支付,已作废"'


def test_all_templates_are_written_in_the_order_of_import(tmp_path: Path) -> None:
    paths = write_all(tmp_path)

    assert [path.name for path in paths[:3]] == [
        "01-工会组织登记表.xlsx",
        "02-单位登记表.xlsx",
        "03-单位建会登记表.xlsx",
    ]
    assert len(paths) == len(registers())


def test_own_registers_given_out_come_in_again_as_the_same(district: District, counts: Counts, tmp_path: Path) -> None:
    units = ("单位编号", "单位名称", "类型", "情况日期", "职工人数", "行业门类", "两新组织", "所在镇街工会编号")
    district.sheet("单位登记表", units, [("U1", "北方机械厂", "企业", date(2022, 1, 1), 120, "制造业", "是", "SY-03")])
    district.sheet("单位建会登记表", ("单位", "工会", "建会日期"), [("U1", "SY-03-1", date(2022, 1, 5))])

    for key, count in (("organisations", 3), ("units", 1), ("covers", 1)):
        path = tmp_path / f"{key}.xlsx"
        assert export(key, path, by=district.by) == count
        assert counts(district.bring(path)) == {"same": count}


def test_a_reader_sees_their_subtree_and_masked_numbers(district: District, tmp_path: Path) -> None:
    other = orgs.found(
        "胜利街道总工会", level="town", number="SY-01", founded_on=date(1990, 1, 1), by="x", parent=district.federation
    )
    district.sheet("会员登记表", HEADERS, [row(1, 手机号="13800000001"), row(2, 工会编号="SY-01", 单位=None)])
    path = tmp_path / "会员.xlsx"

    reader = officer("town_officer", district.town)

    assert export("会员登记表", path, by=reader) == 1
    shown = dict(zip(*table(path), strict=True))
    assert (shown["姓名"], shown["证件号码"], shown["手机号"]) == (
        "职*1",
        identity(1)[:3] + "*" * 11 + identity(1)[-4:],
        None,
    )
    assert export("会员登记表", path, by=district.by, under="SY-01") == 1
    assert table(path)[1][5] == other.number
    with pytest.raises(NotYours):
        export("会员登记表", path, by=reader, under="SY-01")


def test_who_may_reveal_reads_numbers_in_full_and_each_reading_is_kept(
    district: District, counts: Counts, tmp_path: Path
) -> None:
    district.sheet("会员登记表", HEADERS, [row(1), row(2)])
    path = tmp_path / "会员.xlsx"

    export("会员登记表", path, by=officer("desk_officer", district.federation))

    assert [line[2] for line in table(path)[1:]] == [identity(1), identity(2)]
    assert list(PersonReading.objects.values_list("field", "why")) == [("document", "导出会员登记表")] * 2
    assert counts(district.bring(path)) == {"same": 2}


def test_an_importer_writes_only_in_their_subtree(district: District, counts: Counts) -> None:
    town = officer("town_officer", district.town)
    other = orgs.found(
        "胜利街道总工会", level="town", number="SY-01", founded_on=date(1990, 1, 1), by="x", parent=district.federation
    )

    summary = district.sheet("会员登记表", HEADERS, [row(1), row(2, 工会编号=other.number)], by=town)

    assert counts(summary) == {"new": 1, "refused": 1}
    assert summary.sheets[0].refused == ((3, "工会编号", "没有“SY-01”这个工会。"),)


def test_who_may_not_import_is_turned_away(district: District) -> None:
    with pytest.raises(NotYours):
        district.sheet("会员登记表", HEADERS, [row(1)], by=officer("auditor", district.federation))


def test_facts_given_out_hold_words_not_codes_and_no_formulas(district: District, tmp_path: Path) -> None:
    headers = ("日期", "工会", "项目", "场次编号", "主题", "方式", "状态")
    district.sheet(
        "举办场次", headers, [("2022-03-05 9:30", "SY-03", "职工志愿服务", "=1+1", "@主题", "线下", "已举办")]
    )
    path = tmp_path / "场次.xlsx"

    assert export("session.held", path, by=district.by) == 1

    shown = dict(zip(*table(path), strict=True))
    assert (shown["项目"], shown["场次编号"], shown["主题"], shown["方式"]) == ("职工志愿服务", "=1+1", "@主题", "线下")
    page = openpyxl.load_workbook(path).worksheets[0]
    assert {cell.data_type for cell in page[2] if cell.value in ("=1+1", "@主题")} == {"s"}
