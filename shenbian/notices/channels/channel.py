"""A way by which a notice leaves the house. A new one is a small class, named in the settings (NOTICE_CHANNELS)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence


class NotNow(Exception):
    """It could not be sent now and may be tried again: the line was busy, the other side did not answer."""


class Never(Exception):
    """It cannot be sent to this address, now or later."""


class Channel(ABC):
    """`key` is kept in rows for ever; `title` is what people read."""

    key: str
    title: str

    @abstractmethod
    def addresses(self, people: Sequence[int]) -> dict[int, str]:
        """Where these people (keys) are reached, those who are. One query."""

    @abstractmethod
    def send(self, text: str, *, to: str, key: str) -> str:
        """Send and give the number by which the other side knows the message. Raises NotNow, Never.

        `key` is ours and the same whenever this message is tried again: hand it on where the other side can refuse
        a second one by it.
        """
