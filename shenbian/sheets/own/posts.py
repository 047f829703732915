"""任职登记表: who holds which role at which union body, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.people.actions.enrol import Enrolled
from shenbian.rights.actions import Appointment, appoint_many, relieve_many
from shenbian.rights.models import Post
from shenbian.sheets import lookups, naming, people
from shenbian.sheets.attempt import attempt
from shenbian.sheets.door import Door
from shenbian.sheets.lookups import Body
from shenbian.sheets.own.columns import DESKS
from shenbian.sheets.rows import Rows

Key = tuple[int, int, str, date]  # person, body, role, first day


def apply(rows: Rows, door: Door) -> None:
    """Appoint whom the sheet names, end the posts that it ends, and write both as facts."""
    bodies = naming.bodies(rows, door)
    desks = _desks(rows)
    for place in rows.live():
        if (until := rows["until_on"][place]) is not None and until < rows["from_on"][place]:
            rows.refuse(place, "离任日期", "早于任职日期。")
    persons = people.found(rows, rows.live(), door)
    keys: dict[int, Key] = {
        place: (
            persons[place].person,
            bodies[rows["organisation"][place]].id,
            rows["role"][place],
            rows["from_on"][place],
        )
        for place in rows.live()
    }
    kept = rows.twice(list(keys.values()), list(keys))
    held = {
        (post.person_id, post.organisation_id, post.role_key, post.from_on): post
        for post in Post.objects.filter(person__in={keys[place][0] for place in kept})
    }
    ended = _again(rows, door, {place: held[keys[place]] for place in kept if keys[place] in held})
    new = [place for place in kept if keys[place] not in held]
    said = [_appointment(rows, place, keys[place], desks) for place in new]
    done = attempt(rows, new, said, lambda each: appoint_many(each, by=door.by.ref))
    door.made("rights.post", (post.pk for _, post in done))
    rows.new.update(place for place, _ in done)
    begun = [(place, post.from_on) for place, post in done]
    ended += [(place, post.until_on) for place, post in done if post.until_on]
    _facts(rows, door, "post.begun", begun, bodies, persons)
    _facts(rows, door, "post.ended", ended, bodies, persons)


def _desks(rows: Rows) -> dict[int, tuple[str, ...]]:
    """Lines of work, several in one cell."""
    result: dict[int, tuple[str, ...]] = {}
    known = DESKS | {key: key for key in DESKS.values()}
    for place in rows.live():
        words = [
            word for word in (rows["desk"][place] or "").replace("，", "、").replace(",", "、").split("、") if word
        ]
        unknown = [word for word in words if word.strip() not in known]
        if unknown:
            rows.refuse(place, "条线", f"不认识“{unknown[0][:20]}”，应为：{'、'.join(DESKS)}。")
        else:
            result[place] = tuple(known[word.strip()] for word in words)
    return result


def _appointment(rows: Rows, place: int, key: Key, desks: dict[int, tuple[str, ...]]) -> Appointment:
    person, organisation, role, from_on = key
    return Appointment(
        person=person,
        organisation=organisation,
        role=role,
        from_on=from_on,
        until_on=rows["until_on"][place],
        desks=desks[place],
        title=rows["title"][place] or "",
        paper=rows["paper"][place] or "",
    )


def _again(rows: Rows, door: Door, posts: dict[int, Post]) -> list[tuple[int, date]]:
    """Posts that stand already: those that the sheet ends now, by row and day; the others are the same."""
    ends: list[tuple[date, int]] = []
    for place, post in posts.items():
        until = rows["until_on"][place]
        if until is None or until == post.until_on:
            rows.same[place] = f"已有（自 {post.from_on}）"
        elif post.until_on is not None:
            rows.refuse(place, "离任日期", f"登记的是 {post.until_on}；要更正，请先撤回原来的批次。")
        else:
            ends.append((until, place))
    done = []
    for day, group in groupby(sorted(ends), key=lambda each: each[0]):
        places = [place for _, place in group]
        for place, post in attempt(rows, places, [posts[p] for p in places], _relieving(day, door)):
            door.amended("rights.post", post.pk, {"until_on": None, "relieved_by": ""}, {"until_on": day})
            rows.changed[place] = "离任日期"
            done.append((place, day))
    return done


def _relieving(day: date, door: Door):  # type: ignore[no-untyped-def]
    return lambda posts: relieve_many(posts, on=day, by=door.by.ref)


def _facts(
    rows: Rows,
    door: Door,
    key: str,
    days: Sequence[tuple[int, date]],
    bodies: dict[str, Body],
    persons: dict[int, Enrolled],
) -> None:
    kind, texts = kinds[key], rows["organisation"]
    paths = lookups.paths((bodies[texts[place]], day) for place, day in days)
    for place, day in days:
        body, person, role = bodies[texts[place]], persons[place].key, rows["role"][place]
        facets = {"role": role, "level": body.level} if key == "post.begun" else {"role": role}
        parts = {"person": person, "organisation": body.id, "role": role, "happened_on": day}
        door.facts.append(
            NewFact(
                kind=key,
                happened_on=day,
                organisation=body.id,
                org_path=paths[body.id, day],
                person=person,
                facets=facets,
                source=source_of(kind, parts),
                evidence=door.evidence(rows, place),
            )
        )
