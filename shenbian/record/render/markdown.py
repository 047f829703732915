"""The record as markdown: the prose, then every figure with its definition and what it rests on."""

from shenbian.kit.money import yuan
from shenbian.metrics.describe import describe
from shenbian.metrics.figure import Figure
from shenbian.record.draft import Draft, is_empty

RESTS_ON = {"moves": "办理环节", "import": "台账导入", "reading": "平台采集", "attestation": "外部引用"}


def render(draft: Draft) -> str:
    lines = [f"# {draft.title}", "", as_of_line(draft), ""]
    for part in draft.parts:
        told = [each.text for each in part.sentences if not each.untrue and not is_empty(each)]
        if told:
            lines += [f"## {part.title}", "", *(line for text in told for line in (text, ""))]
    lines += _left_out(draft)
    lines += ["## 附：数字与口径", "", "| 编号 | 指标 | 数值 | 依据 | 口径 |", "|---|---|---|---|---|"]
    for printed in draft.printed:
        figure = printed.figure
        rests = "、".join(RESTS_ON[each] for each in sorted(figure.rests_on))
        lines.append(
            f"| {printed.ref} | {figure.metric.title} | {exactly(figure)} | {figure.facts:,}条（{rests}） | "
            f"{describe(figure.metric)} |"
        )
    return "\n".join(lines) + "\n"


def exactly(figure: Figure) -> str:
    """The exact value with its unit: 1,234人, 3,898,300.00元, 98.23%, and how much of what where it is a share."""
    if figure.value is None:
        return "（无）"
    if figure.metric.unit == "元":
        return f"{yuan(int(figure.value)):,.2f}元"
    if figure.numerator is not None:
        return f"{float(figure.value):.2%}（{figure.numerator:,}/{figure.denominator or 0:,}）"
    return f"{int(figure.value):,}{figure.metric.unit}"


def as_of_line(draft: Draft) -> str:
    """From which rows the figures were counted."""
    if draft.as_of is None:
        return "> 草稿：按此刻的台账计数。"
    return f"> 按已存证的前{draft.as_of:,}条台账记录计数。"


def _left_out(draft: Draft) -> list[str]:
    refused = [each for part in draft.parts for each in part.sentences if each.untrue]
    lines = [f"- {each.text}（{each.untrue}）" for each in refused] + [f"- {each}" for each in draft.problems]
    return ["## 不能照写的话", "", *lines, ""] if lines else []
