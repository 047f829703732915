"""What is given by decision, once for one thing (助推): said by its programme. A declaration; imports no models."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shenbian.orgs.models import Organisation

FACT = "benefit.granted"


@dataclass(frozen=True, kw_only=True)
class Subsidy:
    """`rule` is the dated table of what it is worth: rows of a grade (`title`) and an amount in yuan, by level of the
    award where `by_level`. `basis` begins the key of the thing for which it is given; programmes that may be asked
    for one and the same thing say the same word. `numbered` is how the number of that thing is asked for.

    `shared`: the amount is that of a whole team, divided among those whom the award names. `by_fee`: never more than
    was paid. `yearly`: once a year for one basis, otherwise once for ever. `back`: the thing was earned so many years
    before the year of the edition; None where it does not matter. `to_units`: given to a unit, not to a person.
    """

    programme: str
    title: str
    rule: str
    basis: str
    numbered: str
    by_level: bool = False
    shared: bool = False
    by_fee: bool = False
    yearly: bool = False
    back: int | None = 1
    to_units: bool = False

    @property
    def form(self) -> str:
        """In what form it is paid (a code of the facet `form` of payments)."""
        return "transfer" if self.to_units else "person"


class Subsidies:
    """The registry, by the key of the programme, in the order of the catalogue."""

    def __init__(self) -> None:
        self._all: dict[str, Subsidy] = {}

    def add(self, *each: Subsidy) -> None:
        for one in each:
            if one.programme in self._all:
                raise ValueError(f"programme {one.programme} is worth something twice")
            self._all[one.programme] = one

    def __getitem__(self, programme: str) -> Subsidy:
        return self._all[programme]

    def __contains__(self, programme: object) -> bool:
        return programme in self._all

    def __iter__(self) -> Iterator[Subsidy]:
        return iter(self._all.values())


subsidies = Subsidies()


# Who lives together: of persons (ids) those whose household is known, each with everybody in it (ids, oneself too).
# A floor above that knows of households adds its answer; it may ask the database once or twice.
Homes = Callable[[Collection[int]], Mapping[int, frozenset[int]]]
homes: list[Homes] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is to be valued: `tier` is the code or the title of a grade, `level` the code of the level of an award,
    `team` among how many it is divided, `fee_fen` what was paid. `who` is a Person's or a Unit's pk, for the caps."""

    programme: str
    organisation: Organisation
    on: date
    who: int
    tier: str
    level: str = ""
    team: int = 1
    fee_fen: int | None = None
    household: str = ""


@dataclass(frozen=True, slots=True)
class WorthLine:
    """One step of the sum, in fen, with the row of the rulebook that says so and from when it holds."""

    label: str
    fen: int
    rule: int | None = None
    from_on: str = ""

    def kept(self) -> dict[str, object]:
        """As JSON keeps it beside the decision."""
        return {"label": self.label, "fen": self.fen, "rule": self.rule, "from": self.from_on}


@dataclass(frozen=True, slots=True)
class Worth:
    """What a claim is worth on its day, in fen, line by line; `why` says why it is worth nothing. `whole_fen` is what
    the whole team gets."""

    lines: Sequence[WorthLine] = ()
    tier: str = ""
    whole_fen: int = 0
    why: str = ""

    @property
    def fen(self) -> int:
        return sum(line.fen for line in self.lines)
