"""What a programme is: a value. One more programme costs one small file."""

from collections.abc import Iterator
from dataclasses import dataclass

from shenbian.editions.declared import EntryKind, entry_kinds
from shenbian.facts.kind import fill_codes, kinds
from shenbian.flow.table import Flow
from shenbian.metrics.metric import Metric, metrics
from shenbian.rights.catalogue import Desk


@dataclass(frozen=True, kw_only=True)
class Programme:
    """`refs` are its numbers in the domain dossier, `kinds` the fact kinds it writes, `metrics` those of its own.

    `entries` are the kinds of entry by which people take part; each is registered with `editions`. `umbrella` is the
    code (of the facet of that name) under which what happens in an edition of it, or below one, counts as its theme.
    """

    key: str
    title: str
    refs: tuple[str, ...]
    desk: Desk
    kinds: tuple[str, ...]
    metrics: tuple[Metric, ...]
    entries: tuple[EntryKind, ...] = ()
    umbrella: str = ""

    @property
    def flow(self) -> Flow | None:
        """The flow of its first kind of entry; None where the programme is told by import alone."""
        return self.entries[0].flow if self.entries else None

    @property
    def has_moves(self) -> bool:
        """Whether any of its work is done by moves, whatever else is imported."""
        return bool(self.entries) or any(kinds[kind].by_moves for kind in self.kinds)


class Catalogue:
    """The table of contents of the union's work."""

    def __init__(self) -> None:
        self._all: dict[str, Programme] = {}

    def add(self, *programmes: Programme) -> None:
        for programme in programmes:
            if programme.key in self._all:
                raise ValueError(f"two programmes are called {programme.key}")
            for kind in programme.kinds:
                if kind not in kinds:
                    raise ValueError(f"programme {programme.key} writes undeclared facts {kind}")
            if not programme.metrics:
                raise ValueError(f"programme {programme.key} has no metric of its own")
            metrics.add(*programme.metrics)
            for entry_kind in programme.entries:
                entry_kinds.add(entry_kind, programme=programme.key)
            self._all[programme.key] = programme
        fill_codes("programmes", {p.key: p.title for p in programmes})

    def __getitem__(self, key: str) -> Programme:
        return self._all[key]

    def __iter__(self) -> Iterator[Programme]:
        return iter(self._all.values())


catalogue = Catalogue()
