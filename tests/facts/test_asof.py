"""What counted at a position counts there for ever, on PostgreSQL and in the Parquet export."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from shenbian.facts.actions import strike, write
from shenbian.facts.asof import SEEN, as_of, head_for, live
from shenbian.facts.parquet import NOTE, Exported, NotAnExport, export
from shenbian.facts.seal import seal
from tests.facts.making import a_gift, rows, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_heads() -> None:
    """One gift; a second; the first struck out and written anew. Sealed each time; and one that is not sealed."""
    (first,) = write([a_gift("a", amount_fen=1)], by="张三")
    seal(by="王五")
    write([a_gift("b", amount_fen=10, org_path="1.", organisation=1)], by="张三")
    seal(by="王五")
    strike([first], by="李四", reason="录错", replaced_by=[a_gift("a", amount_fen=2, happened_on=date(2021, 12, 31))])
    seal(by="王五")
    write([a_gift("c", amount_fen=100, org_path="1.7.9.", organisation=9)], by="张三")


WANTED = [("live", 112), (0, None), (1, 1), (2, 11), (4, 12)]


@pytest.mark.parametrize(("when", "total"), WANTED)
def test_a_position_says_what_counted(three_heads: None, when: int | str, total: int | None) -> None:
    seen = live("f") if when == "live" else as_of(int(when), "f")
    assert rows(f"SELECT sum(amount_fen) FROM {SEEN} f WHERE {seen}") == [(total,)]


@pytest.mark.parametrize(("when", "total"), WANTED)
def test_the_export_says_the_same(three_heads: None, tmp_path: Path, when: int | str, total: int | None) -> None:
    assert export(tmp_path / "out") == Exported(rows=4, size=4)
    seen = live() if when == "live" else as_of(int(when))
    read = f"SELECT sum(amount_fen) FROM read_parquet('{tmp_path}/out/**/*.parquet') WHERE {seen}"
    assert duckdb.sql(read).fetchall() == [(total,)]


def test_the_export_lies_by_year_and_district(three_heads: None, tmp_path: Path) -> None:
    export(tmp_path / "out")
    found = sorted(str(file.parent.relative_to(tmp_path / "out")) for file in tmp_path.glob("out/**/*.parquet"))
    assert found == ["year=2021/district=1.7", "year=2022/district=1", "year=2022/district=1.7"]


def test_a_facet_is_a_column_of_its_type(tmp_path: Path) -> None:
    write([a_gift("a", facets={"why": "heat", "pieces": 3, "first": True, "on": date(2022, 7, 1)})], by="张三")
    write([a_gift("b", facets={"why": "spring"}, edition="")], by="张三")
    export(tmp_path / "out")
    read = (
        "SELECT facet_why, facet_pieces, facet_first, facet_on, edition, unit, occurred_at, happened_on "
        f"FROM read_parquet('{tmp_path}/out/**/*.parquet') ORDER BY source"
    )
    day = date(2022, 7, 1)
    assert duckdb.sql(read).fetchall() == [
        ("heat", 3, True, day, "", None, None, day),
        ("spring", None, None, None, "", None, None, day),
    ]


def test_what_people_type_survives_the_way_through_csv(tmp_path: Path) -> None:
    typed = '逗号,引号"换行\n反斜杠\\ \\N NULL'
    write([a_gift("a", evidence=typed)], by="张三")
    export(tmp_path / "out")
    assert duckdb.sql(f"SELECT evidence FROM read_parquet('{tmp_path}/out/**/*.parquet')").fetchall() == [(typed,)]


def test_an_export_replaces_an_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(folder)
    write([a_gift("a")], by="张三")
    assert export(folder) == Exported(rows=1, size=0)
    assert [file.name for file in tmp_path.iterdir() if "out" in file.name] == ["out"]
    (folder / NOTE).unlink()
    with pytest.raises(NotAnExport):
        export(folder)


def test_a_day_means_the_last_head_before_it_ended_in_beijing(three_heads: None) -> None:
    midnight = datetime(2022, 7, 1, 16, tzinfo=UTC)  # 2 July in Beijing
    for size, moment in ((1, midnight - timedelta(seconds=1)), (2, midnight), (4, midnight + timedelta(days=30))):
        tamper("UPDATE facts_head SET signed_at = %s WHERE size = %s", moment, size, table="facts_head")
    sizes = [head and head.size for head in (head_for(day=date(2022, 6, 30)), head_for(day=date(2022, 7, 1)))]
    assert sizes == [None, 1]
    assert [head and head.size for head in (head_for(day=date(2022, 7, 2)), head_for(), head_for(size=2))] == [2, 4, 2]
