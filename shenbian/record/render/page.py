"""The record as a page: serif prose whose figures are quietly underlined and open to their definitions."""

from django.template.loader import render_to_string

from shenbian.record.draft import Draft, is_empty
from shenbian.record.render.markdown import RESTS_ON, as_of_line


def render(draft: Draft) -> str:
    return render_to_string("record/record.html", context(draft))


def context(draft: Draft) -> dict[str, object]:
    return {
        "draft": draft,
        "as_of_line": as_of_line(draft).removeprefix("> "),
        "parts": [
            (part.title, [each for each in part.sentences if not each.untrue and not is_empty(each)])
            for part in draft.parts
        ],
        "refused": [each for part in draft.parts for each in part.sentences if each.untrue],
        "rests_on": RESTS_ON,
    }
