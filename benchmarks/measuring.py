"""What a work costs beside its floor, on a machine that has other work too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from time import perf_counter, process_time

from django.db import connection


@dataclass
class Cost:
    """Of one work: the best time in ms, and the processor's time in ms of this process and its server, on average."""

    best: float = inf
    processor: float = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.best + other.best, self.processor + other.processor)


def server_clock() -> Callable[[], float]:
    """The processor time in ms that this connection's server has used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: int(told.read_text().split()[0]) / 1e6


def once(work: Callable[[], object], server: Callable[[], float]) -> tuple[float, float]:
    """Time and processor time of one run, in ms."""
    there, here, began = server(), process_time(), perf_counter()
    work()
    spent = (perf_counter() - began) * 1000
    return spent, (process_time() - here) * 1000 + server() - there


def costs(works: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, Cost]:
    """Asked turn by turn, so that a busy machine is as unkind to each of them.

    Where other work waits for the same processors, even the best time of something long is too long: each of its
    queries waits for its turn. Its processor time does not know of that.
    """
    found, server = {name: Cost() for name in works}, server_clock()
    for _ in range(repeats):
        for name, work in works.items():
            spent, used = once(work, server)
            found[name].best = min(found[name].best, spent)
            found[name].processor += used / repeats
    return found


def told(ours: Cost, floor: Cost) -> str:
    """Both costs and their ratios, for a line of a table."""
    return (
        f"{ours.best:8.1f} /{floor.best:7.1f} ={ours.best / floor.best:6.2f}   processors "
        f"{ours.processor:8.1f} /{floor.processor:7.1f} ={ours.processor / floor.processor:6.2f}"
    )


def bare(sql: str, said: object = ()) -> Callable[[], object]:
    """A statement read by a cursor."""

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, said)  # type: ignore[arg-type]
            cursor.fetchall()

    return work
