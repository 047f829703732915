"""Handing in what a sheet says, each row in its worker's name and by their consent: all of a row, or nothing of it.

The officer fills in and submits as at the window (代办), so every guard that the worker would meet on the phone is met
here. What is refused is refused in the sheet with its column; the other rows stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from django.db import transaction

from shenbian.editions.actions import add_papers, begin_entry, save_step
from shenbian.editions.declared import SUBMIT
from shenbian.editions.models import Edition, Entry
from shenbian.editions.refusals import Invalid
from shenbian.flow.actions import perform
from shenbian.flow.filing import Sheet
from shenbian.kit.refusal import Refused
from shenbian.offices.actions import Consent, record_consents
from shenbian.offices.models import Assistance
from shenbian.offices.queries import assisting, assisting_all
from shenbian.rights.actor import Actor
from shenbian.sheets.door import Door
from shenbian.sheets.entries.cards import Card, cards_of
from shenbian.sheets.entries.members import members_of
from shenbian.sheets.rows import PROBLEM, Rows

Wrong = Mapping[int, Sequence[tuple[str, str]]]  # by place: the columns, each with the reason


class _Refusing(Exception):
    """Some rows cannot be handed in: nothing is kept, and the others are handed in anew."""

    def __init__(self, wrong: Wrong) -> None:
        self.wrong = wrong


def apply(edition: Edition, folder: Path | None, rows: Rows, door: Door) -> None:
    """Hand in the rows of one sheet. The pictures that they name lie in `folder`."""
    left = cards_of(rows, members_of(rows, rows.live(), door.by), edition, folder)
    while left:
        try:
            with transaction.atomic():
                consents, entries = _hand_in(edition, left, rows, door)
        except _Refusing as no:
            for place, said in no.wrong.items():
                for field, why in said:
                    rows.refuse(place, field, why)
            left = [card for card in left if card.place not in no.wrong]
        else:
            door.made(Assistance._meta.label_lower, [each.pk for each in consents])
            door.made(Entry._meta.label_lower, [each.pk for each in entries])
            rows.new.update(card.place for card in left)
            return


def _hand_in(edition: Edition, cards: Sequence[Card], rows: Rows, door: Door) -> tuple[list[Assistance], list[Entry]]:
    """All of these rows. Raises _Refusing with those that cannot be, each with all that is wrong with it."""
    how, witness = rows["how"], rows["evidence"]
    said = [
        Consent(person=each.member.person, at=each.member.at, how=how[each.place], witness=witness[each.place])
        for each in cards
    ]
    consents = record_consents(said, purpose=f"集体申报：{edition.title}", by=door.by)
    acting = assisting_all(consents, by=door.by, under=door.batch.subject)
    entries: list[Entry] = []
    wrong: dict[int, Sequence[tuple[str, str]]] = {}
    for wave in _waves(list(zip(cards, consents, strict=True))):
        drafts = []
        for card, consent in wave:
            try:
                with transaction.atomic():
                    drafts.append((card, _filled_in(edition, card, assisting(consent))))
            except Invalid as why:
                wrong[card.place] = why.beside
            except Refused as why:
                wrong[card.place] = [(PROBLEM, str(why))]
        entries += _submitted(drafts, rows, acting, wrong)
    if wrong:
        raise _Refusing(wrong)
    return consents, entries


def _waves(left: Sequence[tuple[Card, Assistance]]) -> Iterator[list[tuple[Card, Assistance]]]:
    """Everybody once in each: one person fills in one entry of an edition at a time."""
    while left:
        first: dict[int, tuple[Card, Assistance]] = {}
        later = []
        for each in left:
            if first.setdefault(each[0].member.person.pk, each) is not each:
                later.append(each)
        yield list(first.values())
        left = later


def _filled_in(edition: Edition, card: Card, by: Actor) -> Entry:
    """The entry of one row, filled in and not yet handed in. Raises Invalid, Refused."""
    entry = begin_entry(edition, by=by, client_key=card.key)
    for step in entry.kind.form.steps:
        entry = save_step(entry, step=step.key, said=card.answers, by=by)
    for field, pictures in card.pictures.items():
        sheets = [Sheet(each.name, each.read_bytes()) for each in pictures]
        add_papers(entry, field=field, sheets=sheets, by=by)
    return entry


def _submitted(
    drafts: Sequence[tuple[Card, Entry]], rows: Rows, by: Actor, wrong: dict[int, Sequence[tuple[str, str]]]
) -> list[Entry]:
    """Submit them in one call, so that whoever comes next hears of it once; what is refused is added to `wrong`."""
    called = [rows.called(card.place) for card, _ in drafts]
    outcomes = perform(SUBMIT, on=[entry for _, entry in drafts], by=by, rows=called)
    for (card, _), outcome in zip(drafts, outcomes, strict=True):
        if outcome.refusal:
            wrong[card.place] = [(PROBLEM, outcome.why)]
    return [outcome.thing for outcome in outcomes if outcome.thing and outcome.moved]
