"""What a page of a register of a million people costs, beside the bare SQL for its rows.

    python -W ignore benchmarks/registers.py [people] [folder]

Fills a fresh database with a million members (unless said), then asks for the first page, a name search, and page 5,000
as an officer of the whole district sees them, through the same views that a browser asks (middleware, session, rights,
template). The floor beside each is the indexed SQL for those rows, read by a cursor, and the rendering of the same page
measured alone. The target is three times that. Prints bytes and queries too. It has a data folder of its own; one that
is named is kept, and what it holds is measured again the next time.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from time import perf_counter
from typing import Any

_AFTER = ExitStack()
_FOLDER = sys.argv[2] if len(sys.argv) > 2 else _AFTER.enter_context(tempfile.TemporaryDirectory(prefix="shenbian-"))
os.makedirs(_FOLDER, exist_ok=True)
os.chmod(_FOLDER, 0o755)  # the database server may run as another user
os.environ["SHENBIAN_HOME"] = f"{_FOLDER}/home"
os.environ["SHENBIAN_ROLE"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "shenbian.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment  # noqa: E402
from measuring import bare, costs  # noqa: E402

from shenbian.accounts.models import Account  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.orgs import actions as orgs  # noqa: E402
from shenbian.orgs.rules import Founding  # noqa: E402
from shenbian.people.actions import enrol  # noqa: E402
from shenbian.people.models import Person  # noqa: E402
from shenbian.people.rules import Marks  # noqa: E402
from shenbian.rights.actions import appoint  # noqa: E402

TOWNS, UNIONS = 25, 4000
REPEATS = 100
REGISTER = "/desk/registers/members/"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志玉兰红小晓文海燕云龙飞鹏宇浩欣雪梅琳倩"

# A row as `people.actions` writes it; seals are made once per hundred, since a page opens fifty of whatever it shows.
PEOPLE = f"""
INSERT INTO people_person (key, name, sex, document, document_sealed, document_index, document_tail, sound, search)
SELECT n, substr('{SURNAMES}', 1 + n %% {len(SURNAMES)}, 1) || substr('{GIVEN}', 1 + (n / 7) %% {len(GIVEN)}, 1)
    || CASE WHEN n %% 5 = 0 THEN '' ELSE substr('{GIVEN}', 1 + (n / 331) %% {len(GIVEN)}, 1) END,
    '1', 'citizen', NULL, sha256(n::text::bytea), substr(sha256((n %% 10000)::text::bytea), 1, 4), '', '{{}}'
FROM generate_series(%s, %s) AS n
"""
MEMBERS = """
INSERT INTO people_membership (person_id, organisation_id, from_on, began, ended, retained_why)
SELECT p.id, o.ids[1 + p.key %% cardinality(o.ids)], DATE '2010-01-01' + (p.key %% 4000)::int, 'admitted', '', ''
FROM people_person p, (SELECT array_agg(id ORDER BY id) AS ids FROM orgs_organisation WHERE level = 'grassroots') o
WHERE p.key BETWEEN %s AND %s ORDER BY p.key
"""
COLUMNS = """
SELECT m.id, p.name, p.key, p.document_sealed, o.name, o.id, o.path, u.name, m.from_on, m.began, m.until_on, m.ended
FROM people_membership m JOIN people_person p ON p.id = m.person_id JOIN orgs_organisation o ON o.id = m.organisation_id
LEFT JOIN orgs_unit u ON u.id = m.unit_id
"""


def fill(people: int) -> Account:
    """The district, its members, and the account of an officer of the whole of it."""
    top = orgs.found("区总工会", level="federation", number="F", founded_on=date(1950, 1, 1), by="benchmark")
    towns = [
        orgs.found(f"第{n}镇总工会", level="town", number=f"T{n}", founded_on=None, by="benchmark", parent=top)
        for n in range(TOWNS)
    ]
    orgs.found_many(
        [
            Founding(number=f"G{n}", name=f"第{n}工会", level="grassroots", parent=towns[n % TOWNS].number)
            for n in range(UNIONS)
        ],
        by="benchmark",
    )
    with connection.cursor() as cursor:
        part = 100_000
        for first in range(1, people + 1, part):
            cursor.execute(PEOPLE, [first, min(first + part - 1, people)])
            cursor.execute(MEMBERS, [first, min(first + part - 1, people)])
        _seal(cursor)
        cursor.execute("VACUUM ANALYZE")
    officer = Person.objects.get(pk=enrol("经办", number="110101199001010015", by="benchmark").person)
    appoint(officer, role="desk_officer", at=top, on=date(2020, 1, 1), by="benchmark")
    return Account.objects.create(person=officer, login="officer")


def _seal(cursor: object) -> None:
    """Numbers for those whom the measured pages show: the newest and the found."""
    marks = Marks()
    for person in Person.objects.filter(search__contains=["小明"])[:200]:
        Person.objects.filter(pk=person.pk).update(
            document_sealed=marks.seal("document", "110101199001010015", key=person.key)
        )
    for person in Person.objects.order_by("-pk")[:300]:
        Person.objects.filter(pk=person.pk).update(
            document_sealed=marks.seal("document", "110101199001010015", key=person.key)
        )


def drawing(answer: Any) -> Callable[[], object]:
    """Drawing the same page from what the view found, and nothing else."""
    request = answer.wsgi_request
    said = "register asked page said columns rows pager chips filters bodies saved moves may_export may_import query"
    told = {name: answer.context[name] for name in said.split()}
    return lambda: render_to_string("desk/registers/register.html", told, request=request)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with Server(Places(home()), say=print).using():
        call_command("migrate", verbosity=0)
        settings.ALLOWED_HOSTS = ["testserver"]
        settings.STRONG_BACKENDS = settings.AUTHENTICATION_BACKENDS  # as if both factors had been given
        start = perf_counter()
        officer = Account.objects.filter(login="officer").first()
        if officer is None:
            officer = fill(people)
            print(f"{people:,} people written in {perf_counter() - start:.0f} s")
        client = Client()
        client.force_login(officer)
        deep = _deep(people)
        pages = {
            "first page": (REGISTER, f"{COLUMNS} ORDER BY m.id DESC LIMIT 51", ()),
            "name search": (
                f"{REGISTER}?q=小明",
                f"{COLUMNS} WHERE p.search @> ARRAY['小明'] ORDER BY m.id DESC LIMIT 51",
                (),
            ),
            "sound search": (
                f"{REGISTER}?q=wangxiaom",
                f"{COLUMNS} WHERE p.sound LIKE 'wang xiaom%%' ORDER BY m.id DESC LIMIT 51",
                (),
            ),
            "page 5,000": (
                f"{REGISTER}?after={deep}&page=5000",
                f"{COLUMNS} WHERE m.id < %s ORDER BY m.id DESC LIMIT 51",
                (deep,),
            ),
            "page 5,000 by name": (
                f"{REGISTER}?sort=name&after={_deep_by_name(people)}&page=5000",
                f"{COLUMNS} WHERE p.sound >= %s ORDER BY p.sound, m.id LIMIT 51",
                (Person.objects.get(memberships=_deep_by_name(people)).sound,),
            ),
        }
        print("page                 ours ms   SQL ms  drawing ms  ratio  of processor ms      kB  queries")
        for title, (address, sql, said) in pages.items():
            setup_test_environment(debug=False)
            with CaptureQueriesContext(connection) as queries:
                told = client.get(address)
                asked = len(queries)
            assert told.status_code == 200, told
            draw = drawing(told)
            teardown_test_environment()  # it copies the context of every template
            settings.ALLOWED_HOSTS = ["testserver"]
            works = {"ours": lambda a=address: client.get(a), "sql": bare(sql, said), "drawing": draw}
            found = costs(works, REPEATS)
            ours, floor = found["ours"], found["sql"] + found["drawing"]
            print(
                f"{title:20} {ours.best:8.1f} {found['sql'].best:8.1f} {found['drawing'].best:11.1f} "
                f"{ours.best / floor.best:6.2f} {ours.processor:6.1f} /{floor.processor:5.1f} ="
                f"{ours.processor / floor.processor:5.2f} {len(told.content) / 1000:7.1f} {asked:8}"
            )


def _deep(people: int) -> int:
    """The last row of page 4,999, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_membership ORDER BY id DESC OFFSET %s LIMIT 1", [min(4999 * 50, people // 2)]
        )
        return int(cursor.fetchone()[0])


def _deep_by_name(people: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id FROM people_membership m JOIN people_person p ON p.id = m.person_id "
            "ORDER BY p.sound, m.id OFFSET %s LIMIT 1",
            [min(4999 * 50, people // 2)],
        )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    with _AFTER:
        main()
