"""A refusal that says, for each row, why. Nothing was written when it is raised."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(ValueError):
    """Rows that may not be written: `reasons` maps the row's place in the call (from 0) to a Chinese sentence."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        self.reasons = dict(sorted(reasons.items()))
        super().__init__("；".join(self._lines()))

    def _lines(self) -> list[str]:
        if list(self.reasons) == [0]:
            return [self.reasons[0]]
        return [f"第{index + 1}行：{reason}" for index, reason in self.reasons.items()]


def refuse_if(reasons: Mapping[int, str]) -> None:
    """Raise Refused when there is any reason."""
    if reasons:
        raise Refused(reasons)
