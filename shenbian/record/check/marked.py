"""A draft cut at its claims, so that each can be marked in place; the pieces joined are the draft, letter by letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shenbian.record.check.claim import Claim, Verdict

_WORST: tuple[Verdict, ...] = ("false", "unknown", "holds", "uncountable")


@dataclass(frozen=True)
class Piece:
    """A stretch of the draft with the claims in it, by their place in the list; none: text between claims."""

    text: str
    claims: tuple[int, ...] = ()
    verdict: Verdict | None = None  # the worst of its claims


def cut(text: str, claims: Sequence[Claim]) -> list[Piece]:
    """Claims that overlap stand in one piece. `claims` are in the order of the text, as `check` gives them."""
    pieces: list[Piece] = []
    at = 0
    for start, end, within in _stretches(claims):
        if start > at:
            pieces.append(Piece(text[at:start]))
        verdict = min((claims[number].verdict for number in within), key=_WORST.index)
        pieces.append(Piece(text[start:end], tuple(within), verdict))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def _stretches(claims: Sequence[Claim]) -> list[tuple[int, int, list[int]]]:
    found: list[tuple[int, int, list[int]]] = []
    for number, claim in enumerate(claims):
        start, end = claim.offset, claim.offset + len(claim.text)
        if found and start < found[-1][1]:
            first, last, within = found[-1]
            found[-1] = (first, max(last, end), [*within, number])
        else:
            found.append((start, end, [number]))
    return found
