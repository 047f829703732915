"""A register of valid days comes in like days from a program: the same facts, the same judging, taken back as one."""

from __future__ import annotations

from typing import Any

from shenbian.challenges.framing import rule_of
from shenbian.challenges.models import DayCount
from shenbian.challenges.queries import totals
from shenbian.editions.models import Entry
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.rights.actor import Actor
from shenbian.standard.taking import SheetRow, Taken, takers
from tests.challenges.conftest import Walk, states, walked

OPERATOR = Actor.operator("test")


def row(
    walk: Walk, entry: Entry, quantity: int, *, stands: int | None = None, edition: str = "", **said: Any
) -> SheetRow:
    told = walk.steps(quantity, **said)
    facets = {
        "programme": "online_walking",
        "device": {"phone": "手机计步", "band": "手环"}.get(told.device, told.device),
    }
    named = edition or walk.edition.reference
    parts = {"edition": named, "person": entry.owner, "happened_on": told.on}
    fact = NewFact(
        kind="walked",
        happened_on=told.on,
        organisation=entry.organisation_id,
        org_path=entry.organisation.path,
        edition=named,
        person=entry.owner,
        quantity=quantity,
        facets=facets,
        source=source_of(kinds["walked"], parts),
        evidence="健步走.xlsx 第2行",
    )
    return SheetRow(fact=fact, person=entry.person_id, called="第2行", stands=stands)


def take(*rows: SheetRow, batch: int = 7) -> Taken:
    return takers["walked"].take(rows, by=OPERATOR, batch=batch)


def correct(*rows: SheetRow) -> Taken:
    return takers["walked"].correct(rows, by=OPERATOR, batch=8)


def content(fact: Fact) -> tuple[object, ...]:
    return (fact.kind, fact.happened_on, fact.organisation, fact.org_path, fact.edition, fact.quantity, fact.facets)


def test_a_sheet_and_a_program_give_the_same_fact(walk: Walk) -> None:
    (_, one), (worker, _other) = walk.joins(), walk.joins()
    told = take(row(walk, one, 8421))
    walk.sends(worker, walk.steps(8421))
    by_sheet, by_program = Fact.objects.filter(kind="walked").order_by("id")
    assert content(by_sheet) == content(by_program)
    assert (by_sheet.evidence, by_sheet.batch) == ("健步走.xlsx 第2行", 7)
    assert (told.refused, told.made) == ({}, {"challenges.daycount": [DayCount.objects.get(way="sheet").pk]})


def test_what_is_not_plausible_is_kept_and_not_counted_and_the_same_again_makes_nothing(walk: Walk) -> None:
    _, one = walk.joins()
    rows = [row(walk, one, 70_000), row(walk, one, 100, ago=2), row(walk, one, 9000, ago=3)]
    assert take(*rows).refused == {}
    assert states() == [("doubtful", "much"), ("uncounted", "little"), ("counted", "")]
    again = take(*rows[:2], batch=8)
    assert (again.made, list(again.refused)) == ({"challenges.daycount": []}, [0, 1])


def test_who_has_not_joined_what_names_no_edition_and_an_unknown_source_are_refused(walk: Walk) -> None:
    _, one = walk.joins()
    other = walk.cast.edition("walking", title="另一期")
    rows = [
        row(walk, one, 9000, edition=other.reference),
        row(walk, one, 9000, edition="edition:999999"),
        row(walk, one, 9000, device="计步鞋"),
        row(walk, one, 9000, ago=2),
    ]
    told = take(*rows)
    assert [told.refused[place][:6] for place in (0, 1, 2)] == ["本人没有报名", "没有编号为“", "数据来源请写"]
    assert walked() == [(9000, 1)]


def test_a_correction_strikes_out_and_writes_anew_and_one_that_would_not_count_changes_nothing(walk: Walk) -> None:
    _, one = walk.joins()
    take(row(walk, one, 9000))
    (fact,) = Fact.objects.filter(kind="walked")
    told = correct(row(walk, one, 88_000, stands=fact.pk))
    assert ("过大" in told.refused[0], walked()) == (True, [(9000, 1)])
    told = correct(row(walk, one, 9500, stands=fact.pk))
    assert ([(each.before["quantity"], each.after["quantity"]) for each in told.amended]) == [(9000, 9500)]
    assert walked() == [(9000, 0), (9500, 1)]
    new = Fact.objects.get(kind="walked", voided_at=None)
    assert "另有" not in str(correct(row(walk, one, 9000, stands=new.pk, device="band")).refused)
    assert walked() == [(9000, 0), (9500, 1)]


def test_what_a_sheet_replaced_is_told_so_that_it_can_be_put_back(walk: Walk) -> None:
    worker, one = walk.joins()
    walk.sends(worker, walk.steps(70_000))
    told = take(row(walk, one, 9000))
    assert states() == [("struck", "newer"), ("counted", "")]
    assert [(each.before["status"], each.after["status"]) for each in told.amended] == [("doubtful", "struck")]


def test_a_day_of_an_activity_that_ran_elsewhere_counts_as_its_register_tells(walk: Walk) -> None:
    """Nobody joined it here and no rule of ours judges it: too many steps, long ago, and still a day of it."""
    _, one = walk.joins()
    told = row(walk, one, 70_000, edition="2019年健步走", ago=900)
    assert take(told).refused == {}
    day = DayCount.objects.get()
    assert (day.activity, day.edition, day.entry, day.status, day.batch) == ("2019年健步走", None, None, "counted", 7)
    fact = Fact.objects.get(kind="walked")
    assert content(fact) == ("walked", told.fact.happened_on, told.fact.organisation, told.fact.org_path,
                             "2019年健步走", 70_000, dict(told.fact.facets))  # fmt: skip
    assert (fact.source, fact.evidence, fact.batch) == (told.fact.source, told.fact.evidence, 7)
    assert totals(walk.edition, rule_of(walk.edition)).days == 0


def test_such_a_day_is_corrected_and_put_back_and_struck_out(walk: Walk) -> None:
    _, one = walk.joins()
    take(row(walk, one, 9000, edition="2019年健步走"))
    told = correct(row(walk, one, 9500, edition="2019年健步走", stands=Fact.objects.get(kind="walked").pk))
    assert [(each.before["quantity"], each.after["quantity"]) for each in told.amended] == [(9000, 9500)]
    assert walked() == [(9000, 0), (9500, 1)]
    perform("strike", on=DayCount.objects.get(), by=walk.desk, said={"reason": "登记错了"})
    assert (walked(), states()) == ([(9000, 0), (9500, 0)], [("struck", "officer")])


def test_what_runs_here_is_not_told_as_if_it_ran_elsewhere_and_nothing_is_told_ahead(walk: Walk) -> None:
    _, one = walk.joins()
    rows = [
        row(walk, one, 9000, edition=walk.edition.title),
        row(walk, one, 9000, edition="别处的健步走", ago=-3),
        row(walk, one, 9000, edition="别处的健步走"),
    ]
    told = take(*rows)
    assert list(told.refused) == [0, 1]
    assert told.refused[0] == (f"“春季健步走”由本系统举办，活动请写编号 {walk.edition.reference}，按报名和规则核算。")
    assert told.refused[1].endswith("还没有到，过了这一天再登记。")
    assert walked() == [(9000, 1)]
