"""A record as it is told: plain data, the same whether drawn up now or frozen, from which every format is written."""

from typing import Any, TypeAlias

from shenbian.kit.money import yuan
from shenbian.metrics.describe import describe
from shenbian.metrics.figure import Figure
from shenbian.record.draft import Draft, Printed, Sentence, is_empty

Told: TypeAlias = dict[str, Any]  # JSON: title, place, period, as_of, figures, sections, problems

RESTS_ON = {"moves": "办理环节", "import": "台账导入", "reading": "平台采集", "attestation": "外部引用"}


def tell(draft: Draft) -> Told:
    """Values are JSON numbers, unrounded; money in 元. `exact` is the value as people read it, with its unit."""
    return {
        "title": draft.title,
        "place": draft.place,
        "period": {
            "start": draft.period.start.isoformat(),
            "end": draft.period.end.isoformat(),
            "label": draft.period.label,
        },
        "as_of": draft.as_of,
        "figures": [figure_told(printed) for printed in draft.printed],
        "sections": [
            {"title": part.title, "sentences": [_sentence(each) for each in part.sentences]} for part in draft.parts
        ],
        "problems": list(draft.problems),
    }


def figure_told(printed: Printed) -> dict[str, Any]:
    """One figure. Periods and shares only where the measure has them."""
    figure = printed.figure
    told: dict[str, Any] = {
        "ref": printed.ref,
        "metric": figure.metric.key,
        "title": figure.metric.title,
        "value": figure.json_value,
        "unit": figure.metric.unit,
        "exact": exactly(figure),
        "rendered": printed.rendered,
        "facts": figure.facts,
        "rests_on": sorted(figure.rests_on),
        "definition": describe(figure.metric),
        "version": figure.metric.version,
    }
    if figure.periods:
        told["periods"] = figure.json_periods
    if figure.numerator is not None:
        told["numerator"], told["denominator"] = figure.numerator, figure.denominator
    return told


def exactly(figure: Figure) -> str:
    """The exact value with its unit: 1,234人, 3,898,300.00元; a share in per cent and how much of what."""
    if figure.value is None:
        return "（无）"
    if figure.metric.unit == "元":
        return f"{yuan(int(figure.value)):,.2f}元"
    if figure.numerator is not None:
        return f"{float(figure.value):.2%}（{figure.numerator:,}/{figure.denominator or 0:,}）"
    return f"{int(figure.value):,}{figure.metric.unit}"


def _sentence(sentence: Sentence) -> dict[str, Any]:
    """`pieces` are texts and figures in turn; `printed` says whether the sentence is true and says anything."""
    return {
        "text": sentence.text,
        "pieces": [
            {"text": piece} if isinstance(piece, str) else {"text": piece.rendered, "metric": piece.figure.metric.key}
            for piece in sentence.pieces
        ],
        "untrue": sentence.untrue,
        "printed": not sentence.untrue and not is_empty(sentence),
    }


def untrue(told: Told) -> list[str]:
    """What cannot be written so, with the reason."""
    refused = [each for part in told["sections"] for each in part["sentences"] if each["untrue"]]
    return [*(f"{each['text']}（{each['untrue']}）" for each in refused), *told["problems"]]


def read_from(told: Told) -> str:
    """From which rows the figures were counted."""
    if told["as_of"] is None:
        return "草稿：按此刻的台账计数。"
    return f"按已存证的前{told['as_of']:,}条台账记录计数。"


def rests(figure: dict[str, Any]) -> str:
    """By which doors the rows behind a figure came."""
    return "、".join(RESTS_ON[each] for each in figure["rests_on"])
