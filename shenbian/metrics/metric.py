"""A metric is a named number, computed one way everywhere. It is said here and evaluated in `measure`.

A measure reads nothing but facts. The evaluator adds four things to every measure alike: the subtree, the period, the
as-of position and the split. Selections (`Rows`) name kinds of facts and tests on their facets.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Back:
    """The facet is a day that lies in the period moved back by so many years (earned in 2021, paid in 2022)."""

    years: int = 1


@dataclass(frozen=True)
class AtLeast:
    """The facet is a number of at least so much."""

    low: int


@dataclass(frozen=True)
class Absent:
    """The facet is empty."""


Test: TypeAlias = str | int | bool | tuple[str, ...] | Back | AtLeast | Absent  # a tuple: one of these


@dataclass(frozen=True)
class Rows:
    """Facts of some kinds whose facets pass every test. `edition` may be tested like a facet."""

    kinds: tuple[str, ...]
    where: tuple[tuple[str, Test], ...] = ()


def rows(*kinds: str, **where: Test) -> Rows:
    return Rows(kinds, tuple(where.items()))


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many facts, or how many distinct persons, organisations, units, editions, months, facets, tuples of them."""

    rows: Rows
    of: tuple[str, ...] = ()  # empty: the facts themselves


@dataclass(frozen=True, kw_only=True)
class Total:
    """The sum of quantities, or of amounts (fen), less that of other rows."""

    rows: Rows
    of: Literal["quantity", "amount_fen"]
    less: Rows | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands: begun and not ended. `by` is what one spell belongs to; `of` what is counted.

    At the end of the period's last day, or at any moment during it; with `each="month"` at the end of every month (then
    `of` may name month).
    """

    begun: Rows
    ended: tuple[str, ...]
    by: tuple[str, ...]
    of: tuple[str, ...]
    when: Literal["end", "during"] = "end"
    each: Literal["", "month"] = ""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """Units by their last statement on or before the period's last day: how many, or the total of a numeric facet."""

    rows: Rows  # tests on the last statement, not on any statement
    total: str = ""
    within: "Keyed | None" = None  # only units in this set
    of: tuple[str, ...] = ("unit",)


@dataclass(frozen=True, kw_only=True)
class RolledUp:
    """Distinct nearest units, at or above the facts' units, whose last statement says `facet` = `value`."""

    rows: Rows
    facet: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Lowest:
    """The least of a measure over the sub-periods of the period, with each of them shown."""

    of: "Count | Total"
    per: Literal["quarter", "month"]


Keyed: TypeAlias = "Count | Standing | Stated"  # measures that are sizes of sets of keys


@dataclass(frozen=True, kw_only=True)
class Both:
    """Keys that are in both sets."""

    listed: Keyed
    hit: Keyed


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Of a dated list, the share that was hit, and the misses. `under`: a listed body is hit by any fact below it."""

    listed: Keyed
    hit: Keyed
    under: bool = False


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One measure by another; no ratio exists without its denominator."""

    numerator: "Measure"
    denominator: "Measure"


@dataclass(frozen=True, kw_only=True)
class Rank:
    """Place of our own value among attested peers, the largest first (equal values share the better place)."""

    rows: Rows
    own: str = "ours"  # the yes/no facet that marks our own value


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Last reading in the period minus the last before it, summed over counters."""

    rows: Rows
    counter: str = "counter"


@dataclass(frozen=True, kw_only=True)
class Attested:
    """The last attested value on or before the period's last day; another owner's figure."""

    rows: Rows


Measure: TypeAlias = (
    "Count | Total | Standing | Stated | RolledUp | Lowest | Both | Coverage | Ratio | Rank | Reading | Attested"
)


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A named number with its unit (人, 人次, 家, 场, 件, 元 …; empty for shares and ranks).

    Four lists of words let a text be matched to it; none holds a digit nor more than eight characters. `aliases` say
    by themselves what is counted (暖心驿站), `nouns` say it only beside a word of the subject, `about` (职工 beside
    端午), `unlike` are words in whose clause something else is meant. `scope` is 全市 for a figure that is not the
    district's. `version` rises when the definition changes.
    """

    key: str
    title: str
    unit: str
    measure: Measure
    aliases: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    scope: str = ""
    version: int = 1
    part_of: str = ""  # a metric of which this counts a part (其中): never larger
    note: str = field(default="", compare=False)


class Metrics:
    """The registry of metrics, in the order they were declared."""

    def __init__(self) -> None:
        self._all: dict[str, Metric] = {}

    def add(self, *metrics: Metric) -> None:
        for metric in metrics:
            if metric.key in self._all:
                raise ValueError(f"two metrics are called {metric.key}")
            for word in (*metric.aliases, *metric.nouns, *metric.about, *metric.unlike):
                if len(word) > 8 or any(c.isdigit() for c in word):
                    raise ValueError(f"metric {metric.key}: {word!r} is too long or holds a digit")
            self._all[metric.key] = metric

    def __getitem__(self, key: str) -> Metric:
        return self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[Metric]:
        return iter(self._all.values())


metrics = Metrics()
