"""What a kind of fact is. A kind is said, not programmed: its columns, its natural key, what of a register counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Has(StrEnum):
    NO = "no"
    MAY = "may"
    MUST = "must"


class Type(StrEnum):
    TEXT = "text"
    WHOLE = "whole"
    YES = "yes"
    DAY = "day"
    ORGANISATION = "organisation"  # a union body; stored as its path then
    UNIT = "unit"  # a unit; stored as its id


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A typed property of a fact, as it was when the fact happened.

    `codes` maps the stored code to the Chinese word that sheets show; empty for free values. `codes_of` names a list
    that only a higher floor knows (programmes) and that it fills in with `fill_codes`. `also` maps other words that
    sheets use (older names) to the code that they mean.
    """

    key: str
    title: str
    type: Type = Type.TEXT
    codes: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    codes_of: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Status:
    """The status column that such a register has in real life: which words count, which do not and why."""

    title: str = "状态"
    final: tuple[str, ...]
    left_out: Mapping[str, str]  # word -> why such a row is no fact (said to the officer)


@dataclass(frozen=True, kw_only=True)
class Refers:
    """A facet that holds the `source` of another fact, which must stand (not struck out)."""

    facet: str
    kind: str
    otherwise: str  # what the officer reads when there is no such fact
    takes_day: bool = False  # happened_on is the other fact's


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of countable thing that is true.

    `natural` names what makes two rows one thing: of "organisation", "person", "unit", "edition", "happened_on",
    "occurred_at" and facet keys (of `void`: "voids"). Parts that are empty count as empty text. `one` is the classifier
    of one such fact (人次, 家, 件, 场, 笔).
    """

    key: str
    title: str
    one: str
    natural: tuple[str, ...]
    organisation: Has = Has.MUST
    person: Has = Has.NO
    unit: Has = Has.NO
    edition: Has = Has.NO
    quantity: str = ""  # title of the quantity column with its unit, e.g. "人次"; empty: always 1
    quantity_default: int | None = 1
    amount: Has = Has.NO  # fen
    occurred_at: bool = False  # the sheet's date column may carry a time of day
    facets: tuple[Facet, ...] = ()
    status: Status | None = None
    refers: tuple[Refers, ...] = ()
    after: tuple[str, ...] = ()  # kinds whose sheets come in first, though no row names one of theirs
    ends: str = ""  # the kind whose spell this one ends (member.left ends member.admitted)
    owner: str = (
        ""  # facet with the fund owner's path: passed-on money counts only in scopes that do not hold the owner
    )
    imported: bool = True  # may come through the facts import (kernel kinds have registers of their own)
    by_moves: bool = False  # written by moves only, whether one by one or from a sheet (`standard.taking`)

    def facet(self, key: str) -> Facet:
        for each in self.facets:
            if each.key == key:
                return each
        raise KeyError(f"{self.key} has no facet {key}")

    def problems(self) -> Iterator[str]:
        known = {"organisation", "person", "unit", "edition", "happened_on", "occurred_at", "voids"} | {
            f.key for f in self.facets
        }
        if not self.natural:
            yield "has no natural key"
        yield from (f"natural key names unknown {part}" for part in self.natural if part not in known)
        yield from (f"refers by unknown facet {r.facet}" for r in self.refers if r.facet not in known)


class Kinds:
    """The registry of kinds, in the order they were declared."""

    def __init__(self) -> None:
        self._all: dict[str, Kind] = {}

    def add(self, *kinds: Kind) -> None:
        for kind in kinds:
            for problem in kind.problems():
                raise ValueError(f"fact kind {kind.key} {problem}")
            if kind.key in self._all:
                raise ValueError(f"two fact kinds are called {kind.key}")
            self._all[kind.key] = kind

    def __getitem__(self, key: str) -> Kind:
        return self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._all.values())


kinds = Kinds()
code_lists: dict[str, dict[str, str]] = {}


def fill_codes(name: str, codes: Mapping[str, str]) -> None:
    """A higher floor says what a code list holds (programmes, editions)."""
    code_lists.setdefault(name, {}).update(codes)


def codes_of(facet: Facet) -> Mapping[str, str]:
    return code_lists.get(facet.codes_of, {}) if facet.codes_of else facet.codes
