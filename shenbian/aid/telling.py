"""What a household said, as people read it: labels and words of the forms, the sum line by line. Whoever calls this has
opened the file with a trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from shenbian.aid.forms import PARTS, Checked, FollowedUp, Left, Rechecked, Visited, YuanField
from shenbian.aid.models import Assessment, Finding
from shenbian.aid.sums import Line, Sum
from shenbian.kit.money import written
from shenbian.kit.period import chinese_day


def parts_told(parts: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Title and lines of each part that was filled in."""
    return [(form.title, list(_told(form(), parts[key]))) for key, form in PARTS.items() if key in parts]


def finding_told(row: Finding, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was found, by the labels of the form in which it was said."""
    return list(_told(_FORMS[row.step](), {name: value for name, value in said.items() if name != "on"}))


_FORMS: dict[str, type[forms.Form]] = {
    "visit": Visited,
    "means": Checked,
    "recheck": Rechecked,
    "exit": Left,
    "follow_up": FollowedUp,
}


def _told(form: forms.Form, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, field in form.fields.items():
        if name in said:
            yield str(field.label).replace("，元）", "）").removesuffix("（元）"), _word(field, said[name])


def _word(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    words = {str(key): str(word) for key, word in getattr(field, "choices", ()) or ()}
    if isinstance(value, list):
        return "、".join(words.get(str(each), str(each)) for each in value)
    if isinstance(field, YuanField):
        return written(value)
    return words.get(str(value), str(value))


def sum_told(row: Assessment, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The sum that was kept, line by line, and the rules on which it rests; amounts only where they are still there."""
    rules = [("最低生活保障标准的依据", _rule(row.line_rule)), ("相对困难比例的依据", _rule(row.percent_rule))]
    if not said:
        return [("困难类别", row.get_klass_display()), *rules]
    lines = tuple(Line(label, fen) for label, fen in said["lines"])
    told = Sum(
        lines=lines,
        persons=row.persons,
        left_fen=sum(each.fen for each in lines),
        per_head_fen=said["per_head_fen"],
        line_fen=row.line_fen,
        percent=row.percent,
        klass=row.klass,
    ).told
    return [*told, *rules]


def _rule(rule: Any) -> str:
    paper = f"，{rule.document}" if rule.document_id else ""
    return f"{chinese_day(rule.from_on)}起的规定{'' if rule.verified else '（未核实）'}{paper}"
