"""Kinds of entry and their forms: what is declared holds together, and a wrong declaration is named."""

from collections.abc import Callable
from dataclasses import replace

import pytest

import shenbian.programmes.contents  # declares every kind of entry
from shenbian.editions.actions import begin_entry, hand_in, save_step
from shenbian.editions.declared import EntryKind, entry_kinds
from shenbian.editions.fields import form_class, shown, step_form
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.editions.known import KNOWN
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact
from shenbian.facts.kind import kinds
from shenbian.files.actions import Paper, attach, upload
from shenbian.flow.refusals import Refused
from shenbian.flow.table import Phase
from shenbian.record.contents import contents
from shenbian.rights.catalogue import Right
from shenbian.standard.programme import catalogue
from tests.editions.conftest import CARD, LONG_AGO, Cast
from tests.files.conftest import PDF

KINDS = list(entry_kinds)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


def test_a_programme_has_the_flow_of_its_entries() -> None:
    declared = {programme.key: programme.flow for programme in catalogue if programme.entries}
    first = {entry_kinds.programme_of(kind.key): kind.flow for kind in reversed(KINDS)}
    assert declared == first
    assert [programme.flow for programme in catalogue if not programme.entries] == [None] * (61 - len(declared))


def test_what_runs_is_told_from_where_the_facts_came(cast: Cast) -> None:
    runs = [row["key"] for row in contents() if row["runs"] == "moves"]
    by_moves = {kind.key for kind in kinds if kind.by_moves}
    assert runs == [each.key for each in catalogue if each.entries or by_moves & set(each.kinds)]
    assert {"organising", "volunteers"} <= set(runs)
    told = NewFact(
        kind="member.admitted",
        happened_on=LONG_AGO,
        organisation=cast.plant.pk,
        org_path=cast.plant.path,
        person=cast.worker().person,
        facets={"two_new": False},
        source="会员登记表|1",
        evidence="会员登记表 第2行",
    )
    write([told], by="test", batch=1)
    runs.remove("organising")
    assert [row["key"] for row in contents() if row["runs"] == "moves"] == runs


@each_kind
def test_its_words_fit_a_phone(kind: EntryKind) -> None:
    assert (len(kind.title) <= 8, len(kind.verb) <= 8, len(kind.what) <= 60) == (True, True, True)
    assert [step.title for step in kind.form.steps if len(step.title) > 8] == []
    assert kind.letters.isalpha() and kind.letters.isupper()


@each_kind
def test_what_it_calls_known_can_be_known(kind: EntryKind) -> None:
    assert [field.key for field in kind.form.fields if field.known and field.known not in KNOWN] == []


@each_kind
def test_it_may_be_withdrawn_and_sent_back_and_every_end_is_told(kind: EntryKind) -> None:
    flow = kind.flow
    assert {move.target for move in flow.named("withdraw")} == {"withdrawn"}
    decided = any(move.right not in (Right.ENTRY_MAKE, Right.ENTRY_WITHDRAW) for move in flow.moves)
    assert {move.target for move in flow.moves if move.name == "return"} == ({"returned"} if decided else set())
    done = [move for move in flow.moves if flow.state(move.target).phase is Phase.DONE]
    ends = [move for move in done if move.right is not Right.ENTRY_MAKE]
    assert [move.name for move in ends if "owner" not in move.tells] == []


@each_kind
def test_whoever_decides_is_never_whom_it_concerns(kind: EntryKind) -> None:
    mine = {"entry.make", "entry.withdraw"}
    unguarded = [
        move.name
        for move in kind.flow.moves
        if move.right.value not in mine and "不是本人的事项" not in [guard.title for guard in move.guards]
    ]
    assert unguarded == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ((Field(key="a", title="甲"), Field(key="a", title="乙")), "two fields are called a"),
        ((Field(key="a", title="甲", kind=FieldKind.CHOICE),), "a has nothing to choose from"),
        ((Field(key="a", title="甲", kind=FieldKind.DOCUMENT),), "a is an identity number and not sealed"),
        ((), "step s asks nothing"),
    ],
)
def test_a_wrong_form_is_named(fields: tuple[Field, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Form((Step("s", "一", fields),))


def test_a_list_is_never_named_by_what_is_personal() -> None:
    assert list(replace(CARD, tells="amount").problems()) == [
        "entry kind test_card is named in lists by what is personal"
    ]


@pytest.mark.parametrize(
    ("field", "raw", "kept", "said"),
    [
        (Field(key="a", title="甲", kind=FieldKind.MONEY), "１，234.5 元", 123450, "1,234.50元"),
        (Field(key="a", title="甲", kind=FieldKind.MONEY), "1234.5", 123450, "1,234.50元"),
        (Field(key="a", title="甲", kind=FieldKind.MONEY, least=100), "0.99", None, ""),
        (Field(key="a", title="甲", kind=FieldKind.NUMBER, most=9), "10", None, ""),
        (Field(key="a", title="甲", kind=FieldKind.PHONE), "1380000", None, ""),
        (Field(key="a", title="甲", kind=FieldKind.PHONE), "13800000000", "13800000000", "13800000000"),
        (Field(key="a", title="甲", kind=FieldKind.CHOICE, choices=(("x", "是的"),)), "x", "x", "是的"),
        (Field(key="a", title="甲", kind=FieldKind.CHOICE, choices=lambda: (("x", "是的"),)), "y", None, ""),
        (Field(key="a", title="甲", kind=FieldKind.CONSENT), "", None, ""),
        (Field(key="a", title="甲", kind=FieldKind.YES_NO), "", False, "否"),
        (Field(key="a", title="甲", kind=FieldKind.LONG_TEXT, longest=3), "四个字了", None, ""),
    ],
)
def test_an_answer_is_read_kept_and_said(field: Field, raw: str, kept: object, said: str) -> None:
    form = form_class([field])({"a": raw})
    assert (form.cleaned_data["a"] if form.is_valid() else None) == kept
    assert shown(field, kept) == said


def test_a_choice_that_the_database_knows_is_asked_when_the_form_is_shown(cast: Cast) -> None:
    kind = entry_kinds["joining"]
    form = step_form(kind.form, "work")()
    assert form.fields["town"].choices == [("", "请选择"), (str(cast.town.pk), "东镇总工会")]  # type: ignore[attr-defined]


def test_a_paper_that_is_demanded_must_hang_on_the_entry(
    cast: Cast, card: EntryKind, monkeypatch: pytest.MonkeyPatch, queries: Callable[..., object]
) -> None:
    slip = Field(key="slip", title="工资单", kind=FieldKind.FILE)
    monkeypatch.setitem(entry_kinds._all, card.key, replace(card, form=Form((Step("papers", "材料", (slip,)),))))
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    entry = save_step(begin_entry(edition, by=wang), step="papers", said={}, by=wang)
    with pytest.raises(Refused, match="还缺材料：工资单。"):
        hand_in(entry, by=wang)
    attach([Paper(subject=entry.subject, file=upload(PDF, name="a.pdf", by=wang).pk, said="工资单")], by=wang)
    assert hand_in(entry, by=wang).status == "submitted"


__all__ = ["shenbian"]
