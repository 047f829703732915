"""What a register costs whose facts its kernel's moves write, beside the same rows as bare facts.

    python -W ignore benchmarks/moves.py [rows] [register]

Writes one sheet (17,000 rows of the register `duty.day` unless said) and brings it in both ways, turn by turn, in a
fresh database where its people are known: as things of a kernel whose moves write the facts, and as facts that the
import writes. Each time all is done and rolled back. Then the same things enter by one call of the door, and by two
(`begin`, `perform`). Prints times, processor times of the program and its database server, and the ratios: an import by
moves may cost twice the bare one, entering half of the two calls.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

_HOME = tempfile.TemporaryDirectory(prefix="shenbian-benchmark-")
os.chmod(_HOME.name, 0o755)  # the database server may run as another user
os.environ["SHENBIAN_HOME"] = f"{_HOME.name}/home"
os.environ["SHENBIAN_ROLE"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "shenbian.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from shenbian.facts.kind import kinds  # noqa: E402
from shenbian.flow.actions import begin, enter, perform  # noqa: E402
from shenbian.kit import workbook  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.kit.identity import check_digit  # noqa: E402
from shenbian.orgs.models import Organisation  # noqa: E402
from shenbian.rights.actor import Actor  # noqa: E402
from shenbian.sheets.actions.importing import bring_in  # noqa: E402
from shenbian.standard.taking import takers  # noqa: E402

BY = Actor.operator("benchmark")
REPEATS = 3
DAYS = 4  # how often each person comes
FIRST = date(2022, 3, 1)
SESSIONS = "举办场次"


@dataclass
class Cost:
    """The best time in seconds, and the least time of the processors."""

    time: float = float("inf")
    processor: float = float("inf")


@dataclass
class Work:
    """Something to measure; what it needs is made ready before the clock starts."""

    do: Callable[[Any], object]
    ready: Callable[[], Any] = lambda: None


def costs(works: dict[str, Work]) -> dict[str, Cost]:
    """Each turn by turn, so that a busy machine is as unkind to all of them; what they write is rolled back."""
    found = {name: Cost() for name in works}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    for _ in range(REPEATS):
        for name, work in works.items():
            with transaction.atomic():
                needed = work.ready()
                gc.collect()
                there, here, start = int(server.read_text().split()[0]), process_time(), perf_counter()
                work.do(needed)
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as committing would
                spent, used = perf_counter() - start, process_time() - here
                used += (int(server.read_text().split()[0]) - there) / 1e9
                transaction.set_rollback(True)
            found[name].time = min(found[name].time, spent)
            found[name].processor = min(found[name].processor, used)
    return found


def person(n: int) -> tuple[str, str]:
    birth = date(1960, 1, 1) + timedelta(days=n // 900)
    body = f"110113{birth:%Y%m%d}{n % 900:03d}"
    return f"职工{n}", body + check_digit(body)


def _day(n: int) -> date:
    return FIRST + timedelta(days=n % DAYS)


def duties(rows: int) -> Iterator[tuple[Any, ...]]:
    yield "日期", "工会", "姓名", "证件号码", "项目", "社区(村)或驻点", "身份", "工作内容", "状态"
    for n in range(rows):
        yield _day(n), "F", *person(n // DAYS), "干部下沉和社工参与防疫", f"社区{n % 80}", "工会干部", "值守", "已到岗"


def turns(rows: int) -> Iterator[tuple[Any, ...]]:
    yield "日期", "工会", "姓名", "证件号码", "项目", "场次编号", "时长(分钟)", "签到情况"
    for n in range(rows):
        yield _day(n), "F", *person(n // DAYS), "职工志愿服务", f"S{n % DAYS}", 120, "已签到"


REGISTERS = {"duty.day": ("下沉值守", duties), "turn": ("参与记录", turns)}


def write(path: Path, sheet: str, rows: Iterable[tuple[Any, ...]]) -> Path:
    titles, *body = rows
    workbook.write(path, [workbook.Sheet(sheet, [workbook.Column(title) for title in titles], body)])
    return path


def ground(folder: Path, people: int) -> None:
    """The union, its members, and the sessions to which people come."""
    unions = [("工会编号", "工会名称", "类型", "上级工会编号", "成立日期", "成立方式", "状态")]
    unions += [("F", "区总工会", "区总工会", "", date(1950, 1, 1), "原有", "正常")]
    write(folder / "1.xlsx", "工会组织登记表", unions)
    members: list[tuple[Any, ...]] = [("姓名", "证件号码", "工会编号", "入会日期", "入会方式", "状态")]
    members += [(*person(n), "F", date(2020, 1, 1), "入会", "在册") for n in range(people)]
    write(folder / "2.xlsx", "会员登记表", members)
    held: list[tuple[Any, ...]] = [("日期", "工会", "项目", "场次编号", "状态")]
    held += [(_day(n), "F", "职工志愿服务", f"S{n}", "已举办") for n in range(DAYS)]
    write(folder / "3.xlsx", SESSIONS, held)


@contextmanager
def written_by(key: str, *, moves: bool) -> Iterator[None]:
    """The kind as moves write it, or as an import does."""
    was = kinds[key]
    kinds._all[key] = replace(was, by_moves=moves)
    try:
        yield
    finally:
        kinds._all[key] = was


def importing(key: str, path: Path, *, moves: bool) -> Work:
    def work(_: None) -> None:
        with written_by(key, moves=moves):
            summary = bring_in(path, by=BY, preview=True)
        assert summary.total("refused") == 0, summary.as_json()

    return Work(work)


class _Caught(Exception):
    """The taker has come to the door."""

    def __init__(self, name: str, things: Sequence[Any]) -> None:
        self.name, self.things = name, things


def caught(key: str, path: Path) -> _Caught:
    """What the taker of this register would enter."""
    taker: Any = sys.modules[type(takers[key]).__module__]
    real = taker.enter

    def catch(name: str, things: Sequence[Any], **said: Any) -> None:
        raise _Caught(name, things)

    taker.enter = catch
    try:
        with written_by(key, moves=True):
            bring_in(path, by=BY, preview=True)
    except _Caught as found:
        return found
    finally:
        taker.enter = real
    raise RuntimeError(f"the taker of {key} enters nothing")


def doors(key: str, path: Path) -> dict[str, Work]:
    """The same new things by one call of the door, and by two."""
    came = caught(key, path)

    def copies() -> list[Any]:
        return [copy(thing) for thing in came.things]

    def one(things: list[Any]) -> None:
        assert all(each.moved for each in enter(came.name, things, by=BY, batch=1))

    def two(things: list[Any]) -> None:
        assert all(each.moved for each in perform(came.name, on=begin(things, by=BY, batch=1), by=BY, batch=1))

    return {"enter": Work(one, copies), "begin, perform": Work(two, copies)}


def told(title: str, costs: dict[str, Cost]) -> None:
    """Two ways, and what the first costs of the second."""
    print(title)
    for name, each in costs.items():
        print(f"  {name:15} {each.time:6.2f} s   processors {each.processor:6.2f} s")
    one, other = costs.values()
    print(f"  {'ratio':15} {one.time / other.time:6.2f}                {one.processor / other.processor:6.2f}")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 17_000
    key = sys.argv[2] if len(sys.argv) > 2 else "duty.day"
    folder = Path(_HOME.name) / "books"
    folder.mkdir()
    with Server(Places(home()), say=print).using():
        call_command("migrate", verbosity=0)
        if not Organisation.objects.exists():
            ground(folder, rows // DAYS + 1)
            bring_in(folder, by=BY)
        title, body = REGISTERS[key]
        path = write(folder / "sheet.xlsx", title, body(rows))
        ways = {"by moves": importing(key, path, moves=True), "as facts": importing(key, path, moves=False)}
        told(f"{rows:,} rows of {key}", costs(ways))
        told("new things", costs(doors(key, path)))
        connection.close()


if __name__ == "__main__":
    main()
    _HOME.cleanup()
