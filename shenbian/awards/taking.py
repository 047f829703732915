"""How the sheet 助推决定 comes in: each row is a decision whose public notice ended before it.

A row says from which day until which it was public; rows of one programme, union and days stood in one notice. It is
held to the same rules as what was decided here: public long enough, nothing given before, the amount of the rule of
its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from shenbian.awards.declared import FACT, Claim, Subsidy, Worth, subsidies
from shenbian.awards.models import Benefit, NoticeLine, PublicNotice
from shenbian.awards.rules import EVER, basis_of
from shenbian.awards.worth import value
from shenbian.facts.actions import strike
from shenbian.flow.actions import enter
from shenbian.flow.saving import save_columns
from shenbian.kit.money import written
from shenbian.kit.period import chinese_day
from shenbian.kit.workdays import UnknownYear, workdays_between
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk
from shenbian.rulebook.queries import rules_on
from shenbian.standard.programme import catalogue
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker, takers

_BENEFIT, _LINE, _NOTICE = "awards.benefit", "awards.noticeline", "awards.publicnotice"
_DAYS = "public_notice_working_days"
_SAID = ("organisation_id", "tier", "level", "earned_on", "decided_on", "amount_fen", "whole_fen", "lines", "evidence")
_Days = tuple[str, int, date, date]  # programme, union, first day, last day


class Decisions(Taker):
    kind: ClassVar[str] = FACT
    tables: ClassVar[tuple[str, ...]] = (_BENEFIT, _LINE, _NOTICE)
    claims: ClassVar[bool] = True

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        bodies = Organisation.objects.in_bulk({row.fact.organisation for row in rows})
        refused = _not_public(rows, bodies)
        worths = _worths(rows, bodies, refused)
        refused |= {n: why for n, worth in worths.items() if (why := _why(rows[n], worth))}
        places = [n for n in worths if n not in refused]
        notices = _notices([rows[n] for n in places], bodies, by, batch)
        lines = _lines([rows[n] for n in places], notices)
        made = [_benefit(rows[n], worths[n], bodies, line, batch) for n, line in zip(places, lines, strict=True)]
        outcomes = enter("record", made, by=by, rows=[rows[n].called for n in places], batch=batch)
        gone = [line for line, each in zip(lines, outcomes, strict=True) if not each.moved]
        NoticeLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
        refused |= {n: each.why for n, each in zip(places, outcomes, strict=True) if not each.moved}
        _drop_empty(notices)
        stays = [(line, each) for line, each in zip(lines, outcomes, strict=True) if each.thing is not None]
        return Taken(
            refused,
            {
                _BENEFIT: [each.thing.pk for _, each in stays if each.thing],
                _LINE: [line.pk for line, _ in stays],
                _NOTICE: sorted({line.notice_id for line, _ in stays}),
            },
        )

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """What was decided otherwise is another decision: only where it was paid from, for what and when may change,
        and the amount stays that of the rule. What was paid is not corrected."""
        bodies = Organisation.objects.in_bulk({row.fact.organisation for row in rows})
        stands = {
            each.source: each
            for each in Benefit.objects.select_for_update(of=("self",))
            .filter(source__in=[row.fact.source for row in rows], status="granted")
            .order_by("pk")
        }
        refused = {n: "这项决定已经付款或撤销，不能再更正。" for n, r in enumerate(rows) if r.fact.source not in stands}
        refused |= {
            n: "更正不能换人、换依据；请先撤销原决定，再登记新的。"
            for n, row in enumerate(rows)
            if n not in refused and _other(row, stands[row.fact.source])
        }
        worths = _worths(rows, bodies, refused, again=True)
        refused |= {n: why for n, worth in worths.items() if (why := _why(rows[n], worth))}
        places = [n for n in worths if n not in refused]
        strike(
            [stand for n in places if (stand := rows[n].stands) is not None],
            by=by.ref,
            reason="导入更正",
            batch=batch,
            replaced_by=[rows[n].fact for n in places],
        )
        things = [stands[rows[n].fact.source] for n in places]
        amended = [_amended(thing, rows[n], worths[n]) for thing, n in zip(things, places, strict=True)]
        save_columns(things, _SAID)
        return Taken(refused, amended=amended)


def _not_public(rows: Sequence[SheetRow], bodies: dict[int, Organisation]) -> dict[int, str]:
    """Why a row's notice was none, by place. Two queries."""
    asked = [(_DAYS, bodies[r.fact.organisation or 0], r.fact.happened_on) for r in rows]
    rules = rules_on(asked)
    refused = {}
    for n, (row, (key, body, on)) in enumerate(zip(rows, asked, strict=True)):
        rule = rules.get((key, body.pk, on))
        why = _short(row, int(rule.values) if rule else None)
        if why:
            refused[n] = why
    return refused


def _short(row: SheetRow, days: int | None) -> str:
    first, last = _public(row)
    if days is None:
        return "规则表里没有公示期的规定，请先补上。"
    if first is None or last is None:
        return "没有写公示第一天和最后一天，公示期满的决定才能登记。"
    if row.fact.happened_on <= last:
        return f"公示到{chinese_day(last)}为止，决定日期应在这一天之后。"
    try:
        ran = workdays_between(first, last) if last >= first else 0
    except UnknownYear as why:
        return str(why)
    return "" if ran >= days else f"公示只有{ran}个工作日，不足{days}个工作日，不能决定发放。"


def _public(row: SheetRow) -> tuple[date | None, date | None]:
    said = (row.fact.facets.get("public_from"), row.fact.facets.get("public_until"))
    first, last = (date.fromisoformat(each) if isinstance(each, str) else each for each in said)
    return (first if isinstance(first, date) else None), (last if isinstance(last, date) else None)


def _worths(
    rows: Sequence[SheetRow], bodies: dict[int, Organisation], refused: dict[int, str], *, again: bool = False
) -> dict[int, Worth]:
    """What each row is worth by the rules of its day, by place."""
    places = [n for n, row in enumerate(rows) if n not in refused]
    known = [n for n in places if str(rows[n].fact.facets["programme"]) in subsidies]
    refused |= {n: "这个项目没有助推标准。" for n in places if n not in known}
    claims = [_claim(rows[n], bodies, again) for n in known]
    return dict(zip(known, value(claims) if claims else [], strict=True))


def _claim(row: SheetRow, bodies: dict[int, Organisation], again: bool) -> Claim:
    facets = row.fact.facets
    return Claim(
        programme=str(facets["programme"]),
        organisation=bodies[row.fact.organisation or 0],
        on=row.fact.happened_on,
        who=-1 if again else (row.person or row.fact.unit or 0),  # of a correction the cap was asked before
        tier=str(facets.get("tier", "")),
        level=str(facets.get("level", "")),
        team=int(str(facets.get("team") or 1)),
    )


def _why(row: SheetRow, worth: Worth) -> str:
    if worth.why:
        return worth.why
    subsidy = _subsidy(row)
    if subsidy.to_units and row.fact.unit is None:
        return "这个项目发给单位，请写明单位。"
    if not subsidy.to_units and row.person is None:
        return "这个项目发给个人，请写明姓名和证件号码。"
    if worth.fen != row.fact.amount_fen:
        told = "，".join(f"{line.label}{written(line.fen)}" for line in worth.lines)
        return f"按标准应为{written(worth.fen)}（{told}），表中是{written(row.fact.amount_fen or 0)}。"
    return ""


def _subsidy(row: SheetRow) -> Subsidy:
    return subsidies[str(row.fact.facets["programme"])]


def _key(row: SheetRow) -> _Days:
    first, last = _public(row)
    assert first is not None and last is not None
    return str(row.fact.facets["programme"]), row.fact.organisation or 0, first, last


def _notices(
    rows: Sequence[SheetRow], bodies: dict[int, Organisation], by: Actor, batch: int
) -> dict[_Days, PublicNotice]:
    """A notice that has ended for each programme, union and span of days."""
    keys = list(dict.fromkeys(_key(row) for row in rows))
    made = [
        PublicNotice(
            programme=programme,
            title=f"{subsidies[programme].title}公示（{first.year}年）",
            organisation=bodies[body],
            desk=_desk(programme),
            starts_on=first,
            last_on=last,
            ended_on=last + timedelta(days=1),
            batch=batch,
        )
        for programme, body, first, last in keys
    ]
    enter("record", made, by=by.operating(), rows=[each.title for each in made], batch=batch)
    return dict(zip(keys, made, strict=True))


def _drop_empty(notices: dict[_Days, PublicNotice]) -> None:
    """Notices of which every row was refused were none."""
    PublicNotice.objects.filter(pk__in=[each.pk for each in notices.values()], lines=None).delete()


def _desk(programme: str) -> str:
    return next((each.desk.value for each in catalogue if each.key == programme), Desk.ECONOMY.value)


def _lines(rows: Sequence[SheetRow], notices: dict[_Days, PublicNotice]) -> list[NoticeLine]:
    counted: dict[int, int] = {}
    made = []
    for row in rows:
        notice = notices[_key(row)]
        counted[notice.pk] = counted.get(notice.pk, 0) + 1
        made.append(
            NoticeLine(
                notice=notice,
                place=counted[notice.pk],
                subject=f"{FACT}:{row.fact.source}",
                person_id=row.person,
                unit_id=None if row.person else row.fact.unit,
                told=str(row.fact.facets.get("tier", "")),
                amount_fen=row.fact.amount_fen,
                outcome="clean",
            )
        )
    return NoticeLine.objects.bulk_create(made)


def _benefit(row: SheetRow, worth: Worth, bodies: dict[int, Organisation], line: NoticeLine, batch: int) -> Benefit:
    subsidy, facets = _subsidy(row), row.fact.facets
    basis = basis_of(subsidy, str(facets["basis"]))
    benefit = Benefit(
        programme=subsidy.programme,
        number=str(facets["no"]),
        organisation=bodies[row.fact.organisation or 0],
        desk=_desk(subsidy.programme),
        person_id=row.person,
        unit_id=None if row.person else row.fact.unit,
        basis=basis,
        sole=not subsidy.shared,
        year=row.fact.happened_on.year if subsidy.yearly else EVER,
        shared=basis if subsidy.shared else "",
        line=line,
        source=row.fact.source,
        batch=batch,
        **_told(row, worth),
    )
    benefit.came = row.fact
    return benefit


def _told(row: SheetRow, worth: Worth) -> dict[str, Any]:
    """What a row may correct, by the columns of a benefit."""
    fact = row.fact
    earned = fact.facets.get("earned_on")
    return {
        "tier": worth.tier,
        "level": str(fact.facets.get("level", "")),
        "earned_on": date.fromisoformat(earned) if isinstance(earned, str) else earned,
        "decided_on": fact.happened_on,
        "amount_fen": fact.amount_fen,
        "whole_fen": worth.whole_fen,
        "lines": [each.kept() for each in worth.lines],
        "evidence": fact.evidence,
    }


def _other(row: SheetRow, stands: Benefit) -> bool:
    """Whether a row says another person or unit, or another thing."""
    whom = (row.person, None) if row.person else (None, row.fact.unit)
    basis = basis_of(_subsidy(row), str(row.fact.facets["basis"]))
    changed: bool = whom != (stands.person_id, stands.unit_id) or basis != stands.basis
    return changed or row.fact.amount_fen != stands.amount_fen


def _amended(benefit: Benefit, row: SheetRow, worth: Worth) -> Amended:
    """Let a benefit say what its row says; what it said before is kept."""
    before = {name: _plain(getattr(benefit, name)) for name in _SAID}
    after = _told(row, worth) | {"organisation_id": row.fact.organisation}
    for name, value_ in after.items():
        setattr(benefit, name, value_)
    return Amended(_BENEFIT, benefit.pk, before, {name: _plain(each) for name, each in after.items()})


def _plain(value_: Any) -> Any:
    return value_.isoformat() if isinstance(value_, date) else value_


takers.add(Decisions())
