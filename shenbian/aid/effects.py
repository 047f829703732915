"""What the moves of a file cause: findings are kept, the class is summed up, a number and days are set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from shenbian.aid.declared import FILED, LEFT, MEANS
from shenbian.aid.forms import Money, kept
from shenbian.aid.sealing import opened, seal
from shenbian.aid.sums import Line, Means, Sum, months_later, summed
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Effect, Row
from shenbian.kit.refusal import refuse_if
from shenbian.personal.actions import agree
from shenbian.rulebook.queries import look_up_many, rules_at

LINE, PERCENT, RECHECK = "minimum_living_line", "relative_hardship_percent", "hardship_recheck_months"


def _model(name: str) -> Any:
    return apps.get_model("aid", name)


@dataclass(frozen=True)
class Finds(Effect):
    """Keeps what was found, sealed."""

    step: str
    title = "记下核查情况"

    def act(self, rows: Sequence[Row]) -> None:
        model = _model("Finding")
        found = [
            model(dossier=row.thing, step=self.step, on=row.said["on"], passed=True, noted_by=row.by.ref)
            for row in rows
        ]
        for each, row in zip(found, rows, strict=True):
            seal(each, kept(dict(row.said)))
        model.objects.bulk_create(found)


@dataclass(frozen=True)
class Authorised(Effect):
    """Those who signed at the visit agreed that their means be asked for: a consent of the applicant, a day of each."""

    title = "记下同意核对家庭经济状况"

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            agree(row.thing.person.merged_into or row.thing.person, purpose=MEANS, by=row.by)
            row.thing.members.update(authorised_on=row.said["on"])


@dataclass(frozen=True)
class Agrees(Effect):
    """The applicant agrees, as they hand it in, that the household's means be asked for."""

    title = "记下同意核对家庭经济状况"

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            agree(row.thing.person.merged_into or row.thing.person, purpose=MEANS, by=row.by)


@dataclass(frozen=True)
class Assess(Effect):
    """The class follows from the household's sum and the rules of the day; both are kept. No class is refused."""

    title = "按当地标准计算困难类别"
    sets = ("klass",)

    def act(self, rows: Sequence[Row]) -> None:
        bodies = {row.thing.organisation_id: row.thing.organisation for row in rows}
        line_at = rules_at(LINE, at=bodies.values(), on=rows[0].day)
        percent_at = rules_at(PERCENT, at=bodies.values(), on=rows[0].day)
        where = [row.thing.organisation_id for row in rows]
        refuse_if({n: _NO_RULE for n, body in enumerate(where) if body not in line_at or body not in percent_at})
        means = means_of([row.thing for row in rows])
        found: list[tuple[Row, Sum]] = []
        for row, body in zip(rows, where, strict=True):
            line, percent = line_at[body].values, percent_at[body].values
            found.append((row, summed(means[row.thing.pk], line_fen=line, percent=percent)))
        refuse_if({n: _none(each) for n, (_, each) in enumerate(found) if not each.klass})
        kept_sums = []
        for row, each in found:
            row.thing.klass = each.klass
            body = row.thing.organisation_id
            kept_sums.append(_assessment(row, each, line_at[body], percent_at[body]))
        _model("Assessment").objects.bulk_create(kept_sums)


_NO_RULE = "规则表里没有这里今天适用的最低生活保障标准或相对困难比例，请先补上规则和它的文件依据。"


def _none(each: Sum) -> str:
    told = "；".join(f"{label}{value}" for label, value in each.told[-5:-1])
    return f"按今天的标准不在困难职工范围内（{told}）。"


def _assessment(row: Row, each: Sum, line: Any, percent: Any) -> Any:
    kept_sum = _model("Assessment")(
        dossier=row.thing,
        on=row.day,
        klass=each.klass,
        persons=each.persons,
        line_fen=each.line_fen,
        percent=each.percent,
        line_rule=line,
        percent_rule=percent,
    )
    seal(kept_sum, {"lines": [[line.label, line.fen] for line in each.lines], "per_head_fen": each.per_head_fen})
    return kept_sum


def means_of(dossiers: Sequence[Any]) -> dict[int, Means]:
    """What each of these households has and must spend, by file. One query; nothing of it is shown to anybody."""
    members: dict[int, list[Any]] = {each.pk: [] for each in dossiers}
    for each in _model("HouseholdMember").objects.filter(dossier__in=members).order_by("place"):
        members[each.dossier_id].append(each)
    return {each.pk: _means(opened(each), members[each.pk]) for each in dossiers}


def _means(told: dict[str, Any], members: Sequence[Any]) -> Means:
    money = told.get("money", {})
    form = Money()
    incomes = [Line(f"{each.get_relation_display()}全年收入", opened(each).get("income", 0)) for each in members]
    other = money.get("other_income", 0)
    costs = [(name, money.get(name, 0)) for name in Money.COSTS]
    return Means(
        persons=max(1, len(members)),
        incomes=(*incomes, *([Line("家庭其他收入", other)] if other else [])),
        costs=[Line(_bare(form.fields[name].label), fen) for name, fen in costs if fen],
        sudden=bool(told.get("causes", {}).get("sudden")),
    )


def _bare(label: Any) -> str:
    return str(label).partition("（")[0]


@dataclass(frozen=True)
class OpensFile(Effect):
    """The file gets its number and its days; a sheet's keeps the sheet's number and day."""

    title = "编号，定下复核日期"
    sets = ("number", "filed_on", "recheck_on")

    def act(self, rows: Sequence[Row]) -> None:
        months = _months(rows)
        for row in rows:
            thing, came = row.thing, row.thing.came
            thing.filed_on = came.happened_on if came else thing.filed_on or row.day
            thing.number = thing.number or f"KN{row.day.year}-{thing.pk:06d}"
            thing.recheck_on = _next(thing.filed_on, months.get(thing.organisation_id))


@dataclass(frozen=True)
class NextRecheck(Effect):
    """A year on from today."""

    title = "定下下次复核日期"
    sets = ("recheck_on",)

    def act(self, rows: Sequence[Row]) -> None:
        months = _months(rows)
        for row in rows:
            row.thing.recheck_on = _next(row.day, months.get(row.thing.organisation_id))


def _months(rows: Sequence[Row]) -> dict[int, int]:
    bodies = {row.thing.organisation_id: row.thing.organisation for row in rows}
    return look_up_many(RECHECK, at=bodies.values(), on=rows[0].day)


def _next(day: date, months: int | None) -> date | None:
    return None if months is None else months_later(day, months)


@dataclass(frozen=True)
class Leaves(Effect):
    """The file ends, with its reason; nothing is checked any more."""

    title = "记下退出日期和原因"
    sets = ("left_on", "reason", "recheck_on")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.left_on, row.thing.reason, row.thing.recheck_on = row.said["on"], row.said["reason"], None


@dataclass(frozen=True)
class KeepHousehold(Effect):
    """A file that a sheet tells of has its applicant as the one member that is known."""

    title = "把申请人列入家庭成员"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        model = _model("HouseholdMember")
        there = set(
            model.objects.filter(dossier__in=[row.thing.pk for row in rows]).values_list("dossier_id", flat=True)
        )
        model.objects.bulk_create(
            model(
                dossier=row.thing,
                place=1,
                relation="self",
                person=row.thing.person,
                document=row.thing.person.document,
                mark=row.thing.person.document_index,
            )
            for row in rows
            if row.thing.pk not in there
        )


def filed(row: Row) -> Iterator[NewFact]:
    """The fact of a file: the same that an import of the register would write; of a sheet's row the very one."""
    thing = row.thing
    if thing.came:
        yield thing.came
        return
    yield NewFact(
        kind=FILED,
        happened_on=thing.filed_on,
        organisation=thing.organisation_id,
        org_path=thing.path or thing.organisation.path,
        person=thing.owner,
        facets={"programme": thing.programme, "no": thing.number, "class": thing.klass},
        source=source_of(kinds[FILED], {"no": thing.number}),
        evidence=thing.evidence or thing.subject,
    )


def left(row: Row) -> Iterator[NewFact]:
    """The fact of a file that ended. Why somebody died or left is theirs: the fact says only that the file ended."""
    thing = row.thing
    yield NewFact(
        kind=LEFT,
        happened_on=thing.left_on,
        organisation=thing.organisation_id,
        org_path=thing.organisation.path,
        person=thing.owner,
        facets={"programme": thing.programme, "no": thing.number, "lifted": thing.reason == "lifted"},
        source=source_of(kinds[LEFT], {"no": thing.number}),
        evidence=thing.subject,
    )
