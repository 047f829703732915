"""A draft is drawn up once for a state of the ledger."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.facts.actions import strike
from shenbian.record.kept import draft_now
from shenbian.record.models import KeptDraft
from tests.record.conftest import District


def sessions(district: District) -> int:
    told = draft_now(district.federation, year=2022)
    return next(int(figure["value"]) for figure in told["figures"] if figure["ref"] == "S71")


def test_it_costs_three_queries_while_nothing_is_written(district: District) -> None:
    district.write("session.held", 5, programme="dialogues")
    assert sessions(district) == 5
    with CaptureQueriesContext(connection) as queries:
        assert sessions(district) == 5
    assert len(queries) == 3  # where the body stood, the mark, what was kept


def test_whatever_is_written_or_struck_out_is_seen_at_once(district: District) -> None:
    (first, *_) = district.write("session.held", 2, programme="dialogues")
    assert sessions(district) == 2
    district.write("session.held", programme="dialogues")
    assert sessions(district) == 3
    strike([first], by="test", reason="重复")
    assert sessions(district) == 2


def test_another_name_and_another_definition_are_drawn_up_anew(district: District) -> None:
    district.write("session.held", programme="dialogues")
    draft_now(district.federation, year=2022)
    district.federation.name = "新区总工会"
    district.federation.save()
    assert draft_now(district.federation, year=2022)["title"] == "新区总工会2022年工作纪实"
    KeptDraft.objects.update(mark="1.1/1./older", told={"place": "新区总工会", "figures": []})
    assert sessions(district) == 1
