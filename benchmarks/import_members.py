"""What an import costs beside reading the file and copying the same rows into the same tables with their indexes.

    python benchmarks/import_members.py [rows]

Makes a workbook of members (100,000 unless said), imports it into a fresh database, and in another one copies in what
the import wrote (people, memberships, facts), as fast as PostgreSQL takes it. Prints both times and their ratio; the
target is 3. Everything happens in a data folder of its own, which is removed at the end.
"""

import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

_HOME = tempfile.TemporaryDirectory(prefix="shenbian-benchmark-")
os.chmod(_HOME.name, 0o755)  # the database server may run as another user
os.environ["SHENBIAN_HOME"] = f"{_HOME.name}/home"
os.environ["SHENBIAN_ROLE"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "shenbian.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402 -- the environment comes first

django.setup()

import psycopg  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from shenbian.kit import workbook  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.kit.identity import check_digit  # noqa: E402
from shenbian.rights.actor import Actor  # noqa: E402
from shenbian.sheets.actions.importing import bring_in  # noqa: E402

BY = Actor.operator("benchmark")
UNIONS = 500
COPIED = {
    "people_person": "",
    "people_membership": "",
    "facts_fact": " WHERE kind LIKE 'member.%%'",
}


def members(path: Path, rows: int) -> None:
    """A member register as towns send it."""
    titles = ("姓名", "证件号码", "手机号", "工会编号", "单位", "入会日期", "入会方式", "状态")
    first = date(2022, 1, 1)
    body = (
        (
            f"职工{n}",
            _identity(n),
            f"138{n:08d}",
            f"G{n % UNIONS}",
            f"U{n % UNIONS}",
            first + timedelta(days=n % 360),
            "入会",
            "在册",
        )
        for n in range(rows)
    )
    workbook.write(path, [workbook.Sheet("会员登记表", [workbook.Column(title) for title in titles], body)])


def _identity(n: int) -> str:
    birth = date(1960, 1, 1) + timedelta(days=n // 900)
    body = f"110113{birth:%Y%m%d}{n % 900:03d}"
    return body + check_digit(body)


def ground(folder: Path) -> None:
    """The unions and units that the members name."""
    units = [workbook.Column(title) for title in ("单位编号", "单位名称", "类型", "情况日期", "两新组织")]
    body = ((f"U{n}", f"单位{n}", "企业", date(2021, 1, 1), "是") for n in range(UNIONS))
    workbook.write(folder / "1.xlsx", [workbook.Sheet("单位登记表", units, body)])
    titles = ("工会编号", "工会名称", "类型", "上级工会编号", "成立日期", "成立方式", "状态")
    unions = [("F", "区总工会", "区总工会", "", date(1950, 1, 1), "原有", "正常")]
    unions += [(f"G{n}", f"工会{n}", "基层工会", "F", date(2000, 1, 1), "原有", "正常") for n in range(UNIONS)]
    workbook.write(folder / "2.xlsx", [workbook.Sheet("工会组织登记表", [workbook.Column(t) for t in titles], unions)])


def copies(places: Places, database: str) -> dict[str, tuple[str, bytes]]:
    """What the import wrote, ready to be copied in: the columns and the bytes of each table."""
    found = {}
    with psycopg.connect(places.dsn(database=database)) as server, server.cursor() as cursor:
        for table, where in COPIED.items():
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
                "FROM information_schema.columns WHERE table_name = %s AND column_name <> 'recorded_at'",
                [table],
            )
            (columns,) = cursor.fetchone()
            with cursor.copy(f"COPY (SELECT {columns} FROM {table}{where}) TO STDOUT (FORMAT BINARY)") as out:
                found[table] = (columns, b"".join(bytes(piece) for piece in out))
    return found


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    places = Places(home())
    folder = Path(_HOME.name) / "books"
    (folder / "ground").mkdir(parents=True)
    with Server(places, say=print).using():
        call_command("migrate", verbosity=0)
        ground(folder / "ground")
        bring_in(folder / "ground", by=BY)
        connection.close()
        name = connection.settings_dict["NAME"]
        with psycopg.connect(places.dsn(database="postgres"), autocommit=True) as server:
            server.execute(f'CREATE DATABASE plain TEMPLATE "{name}"')
        path = folder / "members.xlsx"
        members(path, rows)

        start = perf_counter()
        said: list[tuple[float, str]] = []
        summary = bring_in(path, by=BY, say=lambda text: said.append((perf_counter() - start, text)))
        imported = said[0][0]  # the sheet is told of when it is committed; sealing comes after that
        sealed = perf_counter() - start - imported
        assert summary.total("new") == rows, summary.as_json()
        connection.close()

        ready = copies(places, name)
        start = perf_counter()
        list(workbook.read(path).rows())
        read = perf_counter() - start
        with psycopg.connect(places.dsn(database="plain")) as server, server.cursor() as cursor:
            start = perf_counter()
            for table, (columns, data) in ready.items():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
                    copy.write(data)
            server.commit()
            copied = perf_counter() - start
    print(f"{rows:,} rows")
    print(f"read, validated, applied  {imported:6.1f} s  {rows / imported:8,.0f} rows/s")
    print(f"sealed                    {sealed:6.1f} s")
    print(f"read                      {read:6.1f} s")
    print(f"copied                    {copied:6.1f} s")
    print(f"ratio                     {imported / (read + copied):6.2f}")


if __name__ == "__main__":
    main()
    _HOME.cleanup()
