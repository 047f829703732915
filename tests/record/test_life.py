"""A record's life: frozen as of a seal, published, corrected, never changed in silence."""

import pytest
from django.db import IntegrityError, transaction

from shenbian.facts.actions import strike
from shenbian.flow.models import Trace
from shenbian.flow.refusals import Refused, WrongMoment
from shenbian.record.actions import correct, freeze, moved, open_record, publish
from shenbian.record.effects import digest
from shenbian.record.models import Correction, FrozenFigure, Record
from shenbian.record.queries import published
from tests.record.conftest import District


def frozen(district: District) -> Record:
    district.write("session.held", 5, programme="dialogues")
    return freeze(open_record(district.federation, year=2022, by=district.operator), by=district.operator)


def sessions(record: Record) -> FrozenFigure:
    return record.figures.get(metric="dialogues.sessions", revision=record.revision)


def test_freezing_keeps_each_figure_with_the_head_it_was_read_from(district: District) -> None:
    record = frozen(district)
    figure = sessions(record)
    assert (record.status, record.revision, record.size) == ("frozen", 1, 5)
    assert (figure.content["value"], figure.facts, figure.ref) == (5, 5, "S71")
    assert bytes(figure.digest) == digest(figure.content, size=5, root=bytes(record.root))
    assert record.frozen.get().told["as_of"] == 5


def test_a_published_record_reads_as_it_was_frozen_whatever_comes_later(district: District) -> None:
    record = frozen(district)
    assert published(district.federation, year=2022) is None
    publish(record, by=district.operator)
    district.write("session.held", 2, programme="dialogues")
    known = published(district.federation, year=2022)
    assert known is not None
    assert next(f for f in known[1]["figures"] if f["ref"] == "S71")["value"] == 5


def test_a_frozen_figure_that_moved_raises_a_notice_once(district: District) -> None:
    record = frozen(district)
    assert moved(record) == []
    district.write("session.held", programme="dialogues")
    assert [(each.metric, each.was, each.now) for each in moved(record)] == [("dialogues.sessions", 5, 6)]
    moved(record)
    assert Correction.objects.count() == 1
    assert sessions(record).content["value"] == 5


def test_a_correction_says_why_and_leaves_what_was_printed(district: District) -> None:
    record = publish(frozen(district), by=district.operator)
    (wrong,) = district.write("session.held", programme="dialogues")
    strike([wrong], by="test", reason="重复")
    again = correct(record, reason="核对后更正", by=district.operator)
    assert (again.status, again.revision) == ("published", 2)
    assert list(Correction.objects.filter(reason="核对后更正")) == []
    district.write("session.held", 4, programme="dialogues")
    correct(again, reason="补登", by=district.operator)
    notice = Correction.objects.get(reason="补登")
    assert (notice.metric, notice.was, notice.now, notice.revision) == ("dialogues.sessions", 5, 9, 2)
    assert list(record.frozen.order_by("revision").values_list("revision", flat=True)) == [1, 2, 3]


def test_the_database_refuses_to_change_what_was_frozen(district: District) -> None:
    record = frozen(district)
    for change in (lambda: sessions(record).delete(), lambda: record.frozen.update(told={})):
        with pytest.raises(IntegrityError, match="只增不改"), transaction.atomic():
            change()


def test_what_is_not_frozen_cannot_be_published_and_an_empty_ledger_not_frozen(district: District) -> None:
    record = open_record(district.federation, year=2022, by=district.operator)
    with pytest.raises(WrongMoment):
        publish(record, by=district.operator)
    with pytest.raises(Refused, match="没有可锁定的数字"):
        freeze(record, by=district.operator)
    record.refresh_from_db()
    assert (record.status, record.revision) == ("draft", 0)


def test_every_step_leaves_a_trace(district: District) -> None:
    publish(frozen(district), by=district.operator)
    assert list(Trace.objects.order_by("id").values_list("actor", "after")) == [
        ("operator:test", "draft"),
        ("operator:test", "frozen"),
        ("operator:test", "published"),
    ]
