"""The rows behind a figure."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.facts.seal import seal
from shenbian.kit.period import Period
from shenbian.metrics.metric import metrics
from shenbian.record.trace import rows_behind
from tests.record.conftest import District

SESSIONS = metrics["dialogues.sessions"]


def test_a_page_of_rows_says_where_each_comes_from_and_its_seal(district: District) -> None:
    ids = district.write("session.held", 3, programme="dialogues")
    seal(by="test")
    district.write("session.held", programme="dialogues")
    behind = rows_behind(SESSIONS, under=district.federation.path, period=Period.year(2022), limit=2)
    assert (behind.value, behind.count, [row.fact for row in behind.rows]) == (4, 4, ids[:2])
    first = behind.rows[0]
    assert (first.organisation, first.evidence, first.recorded_by, first.position) == (
        "东镇总工会",
        "登记表 第2行",
        "operator:test",
        0,
    )
    rest = rows_behind(SESSIONS, under=district.federation.path, period=Period.year(2022), after=ids[1])
    assert [row.leaf is not None for row in rest.rows] == [True, False]


def test_it_costs_the_same_for_one_row_and_for_many(district: District) -> None:
    costs = []
    for count in (1, 40):
        district.write("session.held", count, programme="dialogues")
        with CaptureQueriesContext(connection) as queries:
            rows_behind(SESSIONS, under=district.federation.path, period=Period.year(2022))
        costs.append(len(queries))
    assert costs == [costs[0]] * 2
    assert costs[0] == 5  # two moments of the ledger, two statements of the figure, the ids, the rows
