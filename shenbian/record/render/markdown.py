"""The record as markdown: the prose, then every figure with its definition and what it rests on."""

from shenbian.record.told import Told, read_from, rests, untrue


def render(told: Told) -> str:
    lines = [f"# {told['title']}", "", f"> {read_from(told)}", ""]
    for part in told["sections"]:
        texts = [each["text"] for each in part["sentences"] if each["printed"]]
        if texts:
            lines += [f"## {part['title']}", "", *(line for text in texts for line in (text, ""))]
    if refused := untrue(told):
        lines += ["## 不能照写的话", "", *(f"- {each}" for each in refused), ""]
    lines += ["## 附：数字与口径", "", "| 编号 | 指标 | 数值 | 依据 | 口径 |", "|---|---|---|---|---|"]
    for figure in told["figures"]:
        basis = f"{figure['facts']:,}条（{rests(figure)}）" if figure["facts"] else "无记录"
        cells = (figure["ref"], figure["title"], figure["exact"], basis, figure["definition"])
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
