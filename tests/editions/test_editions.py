"""An edition's life: planned, opened, changed, closed, finished, cloned; who may, and what its lists cost."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from shenbian.editions.actions import (
    HostedBy,
    SettingUp,
    amend,
    begin_entry,
    clone,
    name_hosts,
    set_up,
)
from shenbian.editions.models import EditionHost, Entry, Part
from shenbian.editions.queries import (
    counts,
    editions_covered,
    entries_covered,
    entries_of,
    hosts_of,
    open_editions,
    why_not,
)
from shenbian.flow.actions import perform
from shenbian.flow.queries import traces_of
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import BEIJING
from tests.editions.conftest import OPERATOR, Cast
from tests.editions.test_joining import applied


def plan(cast: Cast, **said: object) -> SettingUp:
    told = {"programme": "organising", "kind": "joining", "title": "2026年入会", "year": 2026}
    return SettingUp(**{"organisation": cast.district, **told, **said})  # type: ignore[arg-type]


def test_its_life(cast: Cast) -> None:
    edition = set_up(plan(cast), by=cast.dan)
    with pytest.raises(Refused, match="还没有填写开始时间"):
        perform("open", on=edition, by=cast.dan)
    edition = amend(edition, by=cast.dan, opens_at=timezone.now())
    states = [perform(move, on=edition, by=cast.dan).status for move in ("open", "close", "reopen", "close", "finish")]
    assert states == ["open", "closed", "open", "closed", "finished"]
    assert [trace.move for trace in traces_of(edition)] == [
        "begin", "amend", "open", "close", "reopen", "close", "finish"
    ]  # fmt: skip


def test_only_who_runs_that_line_there_may(cast: Cast) -> None:
    for other in (cast.heads, cast.ting, cast.bo, cast.worker()):
        with pytest.raises(NotYours):
            set_up(plan(cast), by=other)
    edition = set_up(plan(cast, opens_at=timezone.now()), by=cast.dan)
    for other in (cast.heads, cast.ting, cast.bo):
        with pytest.raises(NotYours):
            perform("open", on=edition, by=other)
    at_town = set_up(plan(cast, organisation=cast.town), by=cast.ting)
    assert at_town.status == "planned"
    assert list(editions_covered(cast.dan)) == [at_town, edition]
    assert list(editions_covered(cast.ting)) == [at_town]
    assert list(editions_covered(cast.worker(of=cast.plant))) == []


def test_a_wrong_set_up_is_refused_in_words(cast: Cast) -> None:
    now = timezone.now()
    for said, why in (
        ({"title": " "}, "请填写名称。"),
        ({"kind": "proposal"}, "这个项目没有这一种申报。"),
        ({"opens_at": now, "closes_at": now}, "截止时间应晚于开始时间。"),
    ):
        with pytest.raises(Refused) as refusal:
            set_up(plan(cast, **said), by=OPERATOR)
        assert refusal.value.why == why


def test_an_umbrella_has_editions_and_no_entries(cast: Cast) -> None:
    umbrella = set_up(plan(cast, kind="", title="2026年职工文化节", opens_at=timezone.now()), by=OPERATOR)
    below = set_up(plan(cast, umbrella=umbrella), by=OPERATOR)
    assert list(umbrella.editions.all()) == [below]
    perform("open", on=umbrella, by=OPERATOR)
    assert why_not(cast.worker(), umbrella) == ["这一项由工会统一组织，不接受个人申报。"]
    with pytest.raises(Refused, match="不接受个人申报"):
        begin_entry(umbrella, by=cast.worker())
    with pytest.raises(Refused, match="不能作总项"):
        set_up(plan(cast, umbrella=below), by=OPERATOR)


def test_what_waits_holds_it_open_and_its_quota_up(cast: Cast) -> None:
    edition = cast.edition("joining")
    for _ in range(2):
        applied(cast, edition, cast.worker())
    for move in ("cancel", "finish"):
        if move == "finish":
            perform("close", on=edition, by=OPERATOR)
        with pytest.raises(Refused, match="还有2件申报在办"):
            perform(move, on=edition, by=OPERATOR, said={"reason": "改期"})
    with pytest.raises(Refused, match="已有2个名额占用，名额不能改为1个"):
        amend(edition, by=OPERATOR, quota=1)
    assert amend(edition, by=OPERATOR, quota=2).quota == 2


def test_cloned_it_is_the_same_a_year_later_without_entries(cast: Cast) -> None:
    opens = datetime(2024, 2, 29, 9, tzinfo=BEIJING)
    old = set_up(plan(cast, title="2024年入会", year=2024, opens_at=opens, quota=7), by=OPERATOR)
    name_hosts(old, [HostedBy(part=Part.HOST, organisation=cast.district)], by=OPERATOR)
    new = clone(old, year=2025, by=OPERATOR)
    assert (new.title, new.year, new.quota, new.status) == ("2025年入会", 2025, 7, "planned")
    assert new.opens_at == datetime(2025, 2, 28, 9, tzinfo=BEIJING)
    assert hosts_of(new) == [("主办", ["区总工会"])]


def test_hosts_stand_in_their_order_with_their_part_and_changing_them_is_traced(cast: Cast) -> None:
    edition = cast.edition("joining")
    hosts = [
        HostedBy(part=Part.HOST, organisation=cast.district),
        HostedBy(part=Part.UNDERTAKE, unit=cast.works),
        HostedBy(part=Part.UNDERTAKE, name="某体育公司"),
    ]
    name_hosts(edition, hosts, by=cast.dan)
    assert hosts_of(edition) == [("主办", ["区总工会"]), ("承办", ["东镇机床厂", "某体育公司"])]
    assert traces_of(edition).last().said == {"hosts": "主办：区总工会；承办：东镇机床厂；承办：某体育公司"}
    with pytest.raises(NotYours):
        name_hosts(edition, hosts, by=cast.ting)
    with pytest.raises(Refused, match="第1个办会单位"):
        name_hosts(edition, [HostedBy(part=Part.HOST)], by=cast.dan)
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionHost.objects.create(edition=edition, part="host", place=9, name="甲", unit=cast.works)


def test_the_window_is_the_databases_law_too(cast: Cast) -> None:
    edition = cast.edition("joining")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(edition).objects.filter(pk=edition.pk).update(closes_at=edition.opens_at - timedelta(days=1))


def test_entries_are_counted_by_state_within_ones_reach(cast: Cast) -> None:
    edition = cast.edition("joining")
    entries = [applied(cast, edition, cast.worker()) for _ in range(3)]
    perform("endorse", on=entries[:1], by=cast.bo)
    begin_entry(edition, by=cast.worker())  # a draft is nobody's business
    flow = edition.kind.flow
    told = [(each.title, each.count) for each in counts(entries_covered(cast.bo, edition), flow)]
    assert told == [("待工会受理", 2), ("待上级工会批准", 1)]
    assert counts(entries_covered(cast.gu, edition), flow) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_row_and_three(cast: Cast, queries: Callable[..., object], rows: int) -> None:
    editions = [cast.edition("joining") for _ in range(rows)]
    for _ in range(rows):
        applied(cast, editions[0], cast.worker())
    for _ in range(rows):
        cast.edition("transferring")  # joining is not offered to members
    wang = cast.worker(of=cast.plant)
    with queries(3):  # the person, their membership, the editions
        assert len([each.organisation.name for each in open_editions(wang)]) == rows
    with queries(1):
        assert len([(each.title, each.organisation.name) for each in editions_covered(cast.dan)]) == 2 * rows
    with queries(1):
        assert len([(each.owner, each.title_of_state, each.organisation.name) for each in
                    entries_covered(cast.bo, editions[0])]) == rows  # fmt: skip
    mine = Entry.objects.first()
    assert mine is not None
    Entry.objects.update(person=mine.person, repeats="many")
    with queries(1):
        owner = type(wang)(f"person:{mine.owner}", person=mine.owner)
        assert len([(each.title, each.edition.title, each.owner) for each in entries_of(owner)]) == rows
