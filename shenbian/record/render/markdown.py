"""The record as markdown: the prose, then every figure with its definition and what it rests on."""

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
        shown = f"{figure.json_value:,}" if isinstance(figure.json_value, int) else f"{figure.json_value:,.4f}"
        lines.append(
            f"| {printed.ref} | {figure.metric.title} | {shown.rstrip('0').rstrip('.') if '.' in shown else shown}"
            f"{figure.metric.unit} | {figure.facts:,}条（{rests}） | {figure.definition} |"
        )
    return "\n".join(lines) + "\n"


def as_of_line(draft: Draft) -> str:
    """From which rows the figures were counted."""
    if draft.as_of is None:
        return "> 草稿：按此刻的台账计数。"
    return f"> 按已存证的前{draft.as_of:,}条台账记录计数。"


def _left_out(draft: Draft) -> list[str]:
    refused = [each for part in draft.parts for each in part.sentences if each.untrue]
    lines = [f"- {each.text}（{each.untrue}）" for each in refused] + [f"- {each}" for each in draft.problems]
    return ["## 不能照写的话", "", *lines, ""] if lines else []
