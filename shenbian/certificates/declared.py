"""Kinds of certificates (证书种类): what one proves and what not, how long it holds. A declaration; no models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shenbian.rights.catalogue import Desk
from shenbian.rulebook.kinds import RULE_KINDS


@dataclass(frozen=True, kw_only=True)
class CertificateKind:
    """`letters` begin its numbers (ZY-2026-000012). `proves` and `leaves_open` are what whoever verifies it reads.

    `months` says how long it holds: a number, or the key of a rule table of one number; None: for good.
    """

    key: str
    title: str
    letters: str
    desk: Desk
    proves: str
    leaves_open: str
    months: int | str | None = None

    def problems(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        if isinstance(self.months, str) and self.months not in RULE_KINDS:
            yield f"holds for an undeclared rule {self.months}"
        if not (self.letters.isascii() and self.letters.isupper()):
            yield "has no letters for its numbers"


class CertificateKinds:
    """The registry, in the order in which they were declared."""

    def __init__(self) -> None:
        self._all: dict[str, CertificateKind] = {}

    def add(self, *kinds: CertificateKind) -> None:
        for kind in kinds:
            for problem in kind.problems():
                raise ValueError(f"kind of certificate {kind.key} {problem}")
            if kind.key in self._all:
                raise ValueError(f"two kinds of certificates are called {kind.key}")
            if any(kind.letters == other.letters for other in self):
                raise ValueError(f"two kinds of certificates are numbered {kind.letters}")
            self._all[kind.key] = kind

    def __getitem__(self, key: str) -> CertificateKind:
        return self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[CertificateKind]:
        return iter(self._all.values())


certificate_kinds = CertificateKinds()
