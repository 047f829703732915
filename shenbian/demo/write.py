"""Workbooks on disk: the year's books in the order in which they can be read, a folder for each stage."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from shenbian.demo import corrections
from shenbian.demo.book import Book
from shenbian.demo.world import World
from shenbian.demo.year import books
from shenbian.kit.workbook.writing import Column, Kind, Sheet, write

STAGES = ("1-台账", "2-更正", "3-误报")
_AS_TEXT = ("号码", "手机", "编号", "代码", "期号", "得分", "指纹", "行业")


def stages(folder: Path, *, scale: int) -> Iterator[Path]:
    """Write the year; yields the folder of each stage when it is there. Another process does the writing."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        written: Future[list[str]] = pool.submit(write_year, str(folder), scale)
        for name in written.result():
            yield folder / name


def write_year(folder: str, scale: int) -> list[str]:
    """Every workbook of the year under `folder`; the same scale gives the same bytes."""
    world = World(scale=scale)
    for stage, told in zip(
        STAGES,
        (map(corrections.mistyped, books(world)), corrections.late(world), corrections.mistaken(world)),
        strict=True,
    ):
        _write(Path(folder) / stage, told)
    return list(STAGES)


def _write(folder: Path, told: Iterable[Book]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, book in enumerate(told, 1):
        save(book, folder / f"{number:03d}-{book.name}.xlsx")


def save(book: Book, path: Path) -> None:
    """One workbook, with one sheet that is called as its register."""
    columns = [Column(title, kind=_kind(title, book, at)) for at, title in enumerate(book.headers)]
    write(path, [Sheet(book.register, columns, book.rows)])


def _kind(title: str, book: Book, at: int) -> Kind:
    value = next((row[at] for row in book.rows if row[at] not in ("", None)), "")
    if isinstance(value, date):
        return "date"
    return "text" if isinstance(value, str) or any(word in title for word in _AS_TEXT) else "number"
