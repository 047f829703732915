"""A draft checked against the facts: every number found, matched to a metric by its words, and judged.

`check` is pure: it is given the year's figures and knows no database. What it can't tell it calls unknown; nothing
unknown is ever called true.
"""

from collections.abc import Iterator, Mapping

from shenbian.record.check.asserted import is_rank
from shenbian.record.check.claim import CheckedFigure, Claim
from shenbian.record.check.layout import Passage, passages
from shenbian.record.check.matching import Match, match
from shenbian.record.check.places import Place, document_place
from shenbian.record.check.spots import Context, Number, numbers
from shenbian.record.check.times import document_year
from shenbian.record.check.words import Vocabulary
from shenbian.record.wording import holds


def check(text: str, *, figures: Mapping[str, CheckedFigure], place: Place, year: int, front: int = 5) -> list[Claim]:
    """Every claim of the draft, in the order of the text.

    `figures` by metric key, of this place and year; 前列 means rank 1 to `front`.
    """
    read = list(passages(text))
    vocabulary = Vocabulary.of(each.metric for each in figures.values())
    context = Context(
        place=place,
        year=year,
        draft_place=document_place(read, place),
        draft_year=document_year(read, year),
        front=front,
        own_names=tuple({name for each in vocabulary.metrics for name in (*each.aliases, *each.about)}),
    )
    claims = [claim for passage in read for claim in _of_passage(text, passage, context, vocabulary, figures)]
    return sorted(claims, key=lambda claim: (claim.offset, claim.offset + len(claim.text)))


def _of_passage(
    text: str, passage: Passage, context: Context, vocabulary: Vocabulary, figures: Mapping[str, CheckedFigure]
) -> Iterator[Claim]:
    found = numbers(passage, context)
    sentences: dict[int, list[Number]] = {}
    for number in found:
        if number.claimed is None or number.bar:
            yield _claim(text, passage, number.start, number.end, number)
        else:
            sentences.setdefault(passage.sentences.index(number.start), []).append(number)
    for together in sentences.values():
        plain = [number for number in together if number.asserted is None or not number.asserted.ranking]
        for number, matched in zip(plain, match(plain, passage, vocabulary, year=context.year), strict=True):
            if matched.metric is not None or number.asserted is None:
                yield _judged(text, passage, number, matched, figures)
        for number in together:
            if number.asserted is not None and number.asserted.ranking:
                ranked = list(_ranked(text, passage, number, vocabulary, figures))
                yield from ranked or [_claim(text, passage, number.start, number.end, number)]


def _ranked(
    text: str,
    passage: Passage,
    number: Number,
    vocabulary: Vocabulary,
    figures: Mapping[str, CheckedFigure],
) -> Iterator[Claim]:
    """A ranking may be said of several rates at once: one claim for each, from its name to the rank."""
    start = passage.segments.span(number.start)[0]
    names: dict[str, int] = {}
    for metric in vocabulary.metrics:
        if is_rank(metric) and metric.scope == number.scope:
            for name in sorted(metric.aliases, key=len):
                at = passage.words.rfind(name, start, number.start)
                names = names | {metric.key: at} if at >= 0 else names
    nearest = max((passage.clauses.index(at) for at in names.values()), default=0)
    shared = {key: at for key, at in names.items() if passage.clauses.index(at) == nearest}
    for key, at in shared.items():
        metric = figures[key].metric
        begins = at if len(shared) > 1 else number.start
        yield _judged(text, passage, number, Match(metric, f"按名称认作“{metric.title}”"), figures, start=begins)


def _judged(
    text: str,
    passage: Passage,
    number: Number,
    matched: Match,
    figures: Mapping[str, CheckedFigure],
    *,
    start: int | None = None,
) -> Claim:
    begins = number.start if start is None else start
    if matched.metric is None or number.claimed is None:
        return _claim(text, passage, begins, number.end, number, why=matched.why)
    figure = figures[matched.metric.key]
    true = holds(number.claimed, figure.value)
    said = f"；稿中的意思是{number.claimed}，实际是{_told(figure)}"
    return Claim(
        text=_slice(text, passage, begins, number.end),
        offset=passage.at[begins],
        verdict="holds" if true else "false",
        why=matched.why + ("" if true else said),
        metric=matched.metric.key,
        ref=figure.ref or None,
        value=figure.value,
    )


def _told(figure: CheckedFigure) -> str:
    """The true value as it is read: 126家, 3,898,312.5元, 第3名, 0.9333."""
    if is_rank(figure.metric):
        return f"第{figure.value}名"
    text = f"{figure.value:,}" if isinstance(figure.value, int) else f"{figure.value:,.4f}".rstrip("0").rstrip(".")
    return f"{text}{figure.metric.unit}"


def _claim(text: str, passage: Passage, start: int, end: int, number: Number, *, why: str = "") -> Claim:
    listed = number.small and not number.bar and number.unit in ("个", "项", "类", "种", "大", "批", "方面")
    uncountable = number.uncountable or listed
    return Claim(
        text=_slice(text, passage, start, end),
        offset=passage.at[start],
        verdict="uncountable" if uncountable else "unknown",
        why="列举，不是年度的数" if listed else number.bar or why or "没有对得上的指标",
    )


def _slice(text: str, passage: Passage, start: int, end: int) -> str:
    return text[passage.at[start] : passage.at[end - 1] + 1]
