"""From a page to running text: paragraphs that a page break or a caption has torn apart are joined again.

A line that neither ends nor holds a full stop and is short is a line of its own: a heading, or a caption. While a
paragraph stands open (its last line did not end), captions are set aside and the next full line goes on with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from shenbian.record.wording.numerals import plain

_ENDED = re.compile(r"[。！？!?…；;：:][”’」』）)]*$|[。！？]$")
_STOP = re.compile(r"[。！？!?；;]")
_SHORT = 40  # characters; a longer line without a stop is a torn paragraph
_LONG = 1500
_WRAPPED = 25  # a line at least so long, followed at once by another, is wrapped by hand
_BOOK = re.compile(r"《[^》]*》")


@dataclass(frozen=True, eq=False)
class Passage:
    """Running text, with the offset of each of its characters in the draft; under which heading it stands."""

    text: str
    at: tuple[int, ...]
    lone: bool  # a heading or a caption
    heading: str = ""

    def part(self, start: int, end: int) -> "Passage":
        return replace(self, text=self.text[start:end], at=self.at[start:end])

    @cached_property
    def flat(self) -> str:
        """With plain digits, letter by letter the same length."""
        return plain(self.text)

    @cached_property
    def words(self) -> str:
        """Where words are looked for: what stands in the title of a paper (《…》) is not said here."""
        return _BOOK.sub(lambda found: "\0" * len(found.group()), self.flat)

    @cached_property
    def clauses(self) -> "Cut":
        return Cut(self.flat, r"[。！？!?；;，：:\n]|(?<!\d),|,(?!\d{3}(?!\d))|——")

    @cached_property
    def segments(self) -> "Cut":
        return Cut(self.flat, r"[。！？!?；;]")

    @cached_property
    def sentences(self) -> "Cut":
        return Cut(self.flat, r"[。！？!?]")


class Cut:
    """A text cut at marks: which piece a position is in, and where the piece lies."""

    def __init__(self, text: str, marks: str) -> None:
        self.spans: list[tuple[int, int]] = []
        start = 0
        for found in re.finditer(marks, text):
            self.spans.append((start, found.start()))
            start = found.end()
        self.spans.append((start, len(text)))

    def index(self, position: int) -> int:
        """The number of the piece that holds the position (a mark belongs to the piece before it)."""
        low, high = 0, len(self.spans) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.spans[middle][0] <= position:
                low = middle
            else:
                high = middle - 1
        return low

    def span(self, position: int) -> tuple[int, int]:
        return self.spans[self.index(position)]


@dataclass(frozen=True)
class _Line:
    start: int
    text: str
    tight: bool  # stands right under the line before it, without a blank one between

    @property
    def lone(self) -> bool:
        ended = _ENDED.search(self.text) or self.text.endswith(("，", "、", ","))
        return not ended and not _STOP.search(self.text) and len(self.text) <= _SHORT


def passages(text: str) -> Iterator[Passage]:
    """The running text of a draft, in the order of its beginnings."""
    heading, opened = "", list[_Line]()
    lines = _lines(text)
    for number, line in enumerate(lines):
        wrapped = number + 1 < len(lines) and lines[number + 1].tight and len(line.text) >= _WRAPPED
        if opened and not (line.lone and not (line.tight and len(opened[-1].text) >= _WRAPPED)):
            opened.append(line)
        elif line.lone and not wrapped:
            yield _passage([line], heading)
            if not opened:
                heading = line.text
            continue
        else:
            opened = [line]
        if _ENDED.search(line.text):
            yield from _parts(_passage(opened, heading))
            opened = []
    if opened:
        yield from _parts(_passage(opened, heading))


def _parts(passage: Passage) -> Iterator[Passage]:
    """The passage, cut at ends of sentences where it is longer than anybody's paragraph."""
    start = 0
    for _, end in passage.sentences.spans if len(passage.text) > _LONG else ():
        stop = min(end + 1, len(passage.text))
        while stop - start > _LONG:
            cut = start + _LONG if end - start > 2 * _LONG else stop
            yield passage.part(start, cut)
            start = cut
    if start < len(passage.text):
        yield passage.part(start, len(passage.text))


def _lines(text: str) -> list[_Line]:
    found, last = [], -2
    for number, piece in enumerate(re.finditer(r"[^\n\r\f\v\x85\u2028\u2029]+", text)):
        stripped = piece.group().strip()
        if stripped:
            start = piece.start() + piece.group().index(stripped[0])
            tight = (
                number > 0 and text[last : piece.start()].count("\n") <= 1 and "\f" not in text[last : piece.start()]
            )
            found.append(_Line(start, stripped, tight))
            last = piece.end()
    return found


def _passage(lines: list[_Line], heading: str) -> Passage:
    at = tuple(offset for line in lines for offset in range(line.start, line.start + len(line.text)))
    return Passage("".join(line.text for line in lines), at, lone=len(lines) == 1 and lines[0].lone, heading=heading)
