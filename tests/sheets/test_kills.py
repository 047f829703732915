"""Killed at any instant, an import is whole batches or nothing; done again, it ends where an undisturbed one ends."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connections
from django.db.models import Count, Sum

from shenbian.facts.models import Fact, Head
from shenbian.facts.verify import verify
from shenbian.orgs.models import Cover, Organisation, Unit, UnitStatement
from shenbian.people.models import Membership, Person
from shenbian.rights.actor import Actor
from shenbian.sheets.actions import bring_in
from shenbian.sheets.models import Amended, Batch, LeftOut, Made
from tests.databases import at_work_on, drop, make_copy
from tests.sheets.books import book, identity

BY = Actor.operator("test")
TABLES = (Organisation, Unit, UnitStatement, Cover, Person, Membership, Batch, Made, Amended, LeftOut)
ROUNDS, KILLS = 10, 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small district's registers: everything that a folder may hold, in files that need each other."""
    made = tmp_path / "books"
    made.mkdir()
    day = date(2022, 1, 3)
    units = ("单位编号", "单位名称", "类型", "情况日期", "职工人数", "两新组织", "所在镇街工会编号")
    book(
        made / "a.xlsx", "单位登记表", units, [(f"U{n}", f"单位{n}", "企业", day, 50 + n, "是", "T") for n in range(30)]
    )
    unions = ("工会编号", "工会名称", "类型", "上级工会编号", "成立日期", "成立方式", "所在单位", "状态")
    above = [
        ("F", "区总工会", "区总工会", None, date(1950, 1, 1), "原有", None, "正常"),
        ("T", "镇总工会", "镇街总工会", "F", date(1990, 1, 1), "原有", None, "正常"),
    ]
    below = [(f"G{n}", f"单位{n}工会", "基层工会", "T", day, "新建", f"U{n}", "已批复") for n in range(30)]
    book(made / "b.xlsx", "工会组织登记表", unions, above + below)
    covers = [(f"U{n}", f"G{n}", day) for n in range(30)]
    book(made / "c.xlsx", "单位建会登记表", ("单位", "工会", "建会日期"), covers)
    people = ("姓名", "证件号码", "手机号", "工会编号", "单位", "入会日期")
    members = [
        (f"职工{n}", identity(n), f"138{n:08d}", f"G{n % 30}", f"U{n % 30}", day + timedelta(days=n % 300))
        for n in range(300)
    ]
    book(made / "d.xlsx", "会员登记表", people, members)
    headers = ("日期", "工会", "项目", "场次编号", "状态")
    held = [
        (day + timedelta(days=n), "T", "职工志愿服务", f"S{n}", "已取消" if n % 9 == 0 else "已举办") for n in range(40)
    ]
    book(made / "e.xlsx", "举办场次", headers, held)
    turn = ("日期", "工会", "姓名", "证件号码", "项目", "场次编号", "签到情况")
    for part in range(2):
        turns = [
            (day + timedelta(days=n % 40), "T", f"职工{n}", identity(n), "职工志愿服务", f"S{n % 40}", "已签到")
            for n in range(part * 100, part * 100 + 200)
        ]
        book(made / f"f{part}.xlsx", "参与记录", turn, turns)
    return made


def told() -> dict[str, Any]:
    """What two runs must have in common: rows of each table, facts of each kind and day, the size of the sealed log."""
    standing = Fact.objects.filter(voided_at=None).order_by("kind")
    facts = standing.values_list("kind").annotate(
        n=Count("id"), people=Count("person", distinct=True), q=Sum("quantity")
    )
    return {
        "rows": {model.__name__: model._default_manager.count() for model in TABLES},
        "facts": list(facts),
        "days": list(
            standing.values_list("kind", "happened_on").annotate(n=Count("id")).order_by("kind", "happened_on")
        ),
        "sealed": dict(Head.objects.filter(log="facts").order_by("size").values_list("log", "size")),
    }


@pytest.fixture
def fresh(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], AbstractContextManager[None]]]:
    """Work on a fresh copy of the empty database, with a data folder of its own."""

    @contextmanager
    def at_work(name: str) -> Iterator[None]:
        monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / name))
        copy = make_copy(name)
        try:
            with at_work_on(copy):
                yield
        finally:
            drop(copy)

    with django_db_blocker.unblock():
        yield at_work


def begin_to_import(folder: Path) -> Any:
    """A child process that imports the folder."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_import_and_leave, args=(folder,))
    child.start()
    return child


def _import_and_leave(folder: Path) -> None:
    try:
        bring_in(folder, by=BY)
    finally:
        os._exit(0)


def test_killed_at_twenty_instants_it_ends_as_an_undisturbed_one(
    folder: Path, fresh: Callable[[str], AbstractContextManager[None]]
) -> None:
    with fresh("undisturbed"):
        start = monotonic()
        begin_to_import(folder).join()
        lasted = monotonic() - start
        expected = told()
        assert expected["rows"]["Membership"] == 300
        assert not verify()

    instants = Random(20221231)
    for round_ in range(ROUNDS):
        with fresh(f"killed{round_}"):
            for _ in range(KILLS):
                child = begin_to_import(folder)
                sleep(lasted * instants.random())
                if child.is_alive():
                    os.kill(child.pid, signal.SIGKILL)
                child.join()
                assert not verify()
            bring_in(folder, by=BY)
            assert told() == expected
            assert not verify()
