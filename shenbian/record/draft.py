"""A record drawn up: the template's sentences with the year's figures in them, each said only as far as it is true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shenbian.kit.period import Period
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import Metric, metrics
from shenbian.metrics.parts import problems
from shenbian.record.template import REFERENCE, Reference, Template
from shenbian.record.wording import Untrue, say


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A figure as the record prints it."""

    ref: str
    figure: Figure
    rendered: str


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence as it reads, with its figures; `untrue` says why it is refused (then it is not printed)."""

    text: str
    printed: tuple[Printed, ...]
    untrue: str = ""
    pieces: tuple["str | Printed", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a record says of one subtree and one year, as of one position of the log (None: as of now)."""

    title: str
    place: str
    path: str
    period: Period
    as_of: int | None
    parts: tuple[Part, ...]
    figures: Mapping[str, Figure] = field(repr=False)
    problems: tuple[str, ...] = ()

    @property
    def printed(self) -> tuple[Printed, ...]:
        """Each figure once, in the order of its first mention; figures of refused sentences too."""
        seen: dict[str, Printed] = {}
        for part in self.parts:
            for sentence in part.sentences:
                for each in sentence.printed:
                    seen.setdefault(each.figure.metric.key, each)
        return tuple(seen.values())


def draw_up(template: Template, *, place: str, path: str, period: Period, as_of: int | None = None) -> Draft:
    """Measure everything the template names, all from one reading of the ledger, and say it.

    `period` is a year in Beijing days; `as_of` a size of the sealed log. Money is in fen inside figures.
    """
    figures = measure(_wanted(template), under=path, period=period, as_of=as_of)
    parts = tuple(
        Part(
            title=section.title,
            sentences=tuple(_sentence(template, text, figures) for text in section.sentences),
        )
        for section in template.sections
    )
    return Draft(
        title=template.title.format(place=place, year=period.start.year),
        place=place,
        path=path,
        period=period,
        as_of=as_of,
        parts=parts,
        figures=figures,
        problems=tuple(problems(figures)),
    )


def _wanted(template: Template) -> Sequence[Metric]:
    """The metrics of the template, and the whole of each part, so that 其中 can be checked."""
    keys = dict.fromkeys(reference.metric for reference in template.references())
    wholes = dict.fromkeys(metrics[key].part_of for key in keys if metrics[key].part_of)
    return [metrics[key] for key in {**keys, **wholes}]


def _sentence(template: Template, text: str, figures: Mapping[str, Figure]) -> Sentence:
    pieces: list[str | Printed] = []
    untrue, at = "", 0
    for found in REFERENCE.finditer(text):
        reference = template.reference(found)
        figure = figures[reference.metric]
        rendered, why = _said(reference, figure)
        untrue = untrue or why
        pieces += [text[at : found.start()], Printed(ref=reference.ref, figure=figure, rendered=rendered)]
        at = found.end()
    pieces.append(text[at:])
    printed = tuple(piece for piece in pieces if isinstance(piece, Printed))
    words = "".join(piece if isinstance(piece, str) else piece.rendered for piece in pieces)
    return Sentence(text=words, printed=printed, untrue=untrue, pieces=tuple(pieces))


def _said(reference: Reference, figure: Figure) -> tuple[str, str]:
    """The first style that is true of the value, or the exact value and why the sentence must be refused."""
    if figure.json_value is None:
        return "（无）", ""
    why = ""
    for style in reference.styles:
        try:
            return say(figure, style), ""
        except Untrue as untrue:
            why = why or str(untrue)
    return say(figure, ""), why


def is_empty(sentence: Sentence) -> bool:
    """Nothing in the sentence counts anything, or a number has no value (an empty list): then it is left out."""
    figures = [printed.figure for printed in sentence.printed]
    return bool(figures) and (any(f.value is None for f in figures) or not any(f.facts for f in figures))
