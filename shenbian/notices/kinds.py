"""What may be told: every kind of notice is declared once, by the kernel that tells it. Imports no models."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of notice (通知的种类), as a person chooses by it what reaches them.

    `channels` are those by which it leaves the house unless the person says otherwise; inside the house it always
    stands. An `urgent` kind waits for no quiet hours and for no others to go with it.
    """

    key: str
    title: str
    urgent: bool = False
    channels: tuple[str, ...] = ("sms", "wechat")


class Kinds:
    """The registry of kinds, in the order they were declared."""

    def __init__(self) -> None:
        self._all: dict[str, Kind] = {}

    def add(self, *kinds: Kind) -> None:
        """Declare kinds. Raises ValueError when two different ones have one key."""
        for kind in kinds:
            if self._all.setdefault(kind.key, kind) != kind:
                raise ValueError(f"two kinds of notices are called {kind.key}")

    def __getitem__(self, key: str) -> Kind:
        return self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._all.values())


kinds = Kinds()
