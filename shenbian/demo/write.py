"""Workbooks on disk, a folder for each line of work; one process writes while another reads what is there."""

from collections.abc import Iterable, Iterator
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from shenbian.demo import corrections
from shenbian.demo.book import Book
from shenbian.demo.world import World
from shenbian.demo.year import LINES
from shenbian.kit.env import Unable
from shenbian.kit.workbook.writing import Column, Kind, Sheet, write

_AS_TEXT = ("号码", "手机", "编号", "代码", "期号", "得分", "指纹", "行业")


def stages(folder: Path, *, scale: int) -> Iterator[Path]:
    """Write the year in another process; yields each folder as soon as it is whole. Raises Unable if that fails."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    writer = context.Process(target=_write_all, args=(str(folder), scale, theirs), daemon=True)
    writer.start()
    theirs.close()
    done = False
    try:
        while name := ours.recv():
            yield folder / name
        done = True
    except EOFError:
        raise Unable("演示年度的登记表没有写完。") from None
    finally:
        if not done:
            writer.terminate()
        writer.join()


def _write_all(folder: str, scale: int, told: Connection) -> None:
    for name in write_year(Path(folder), scale=scale):
        told.send(name)
    told.send("")


def write_year(folder: Path, *, scale: int = 1) -> Iterator[str]:
    """Write every workbook of the year; yields the name of each folder when it is whole. Equal scales, equal bytes."""
    world = World(scale=scale)
    for number, (name, told) in enumerate(_parts(world), 1):
        part = f"{number:02d}-{name}"
        _write(folder / part, told)
        yield part


def _parts(world: World) -> Iterator[tuple[str, Iterable[Book]]]:
    """The lines of work, then what came after the year's registers."""
    for line in LINES:
        yield line.__name__.rpartition(".")[2], map(corrections.mistyped, line.books(world))
    yield "corrected", corrections.late(world)
    yield "mistaken", corrections.mistaken(world)


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
