"""The record as JSON: `figures[]`, the sentences, and what it was read from."""

from typing import Any

import orjson

from shenbian.record.draft import Draft
from shenbian.record.figures import as_json


def content(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "place": draft.place,
        "period": {"start": draft.period.start.isoformat(), "end": draft.period.end.isoformat()},
        "as_of": draft.as_of,
        "figures": [as_json(printed) for printed in draft.printed],
        "sections": [
            {
                "title": part.title,
                "sentences": [{"text": each.text, "untrue": each.untrue or None} for each in part.sentences],
            }
            for part in draft.parts
        ],
        "problems": list(draft.problems),
    }


def render(draft: Draft) -> str:
    return orjson.dumps(content(draft), option=orjson.OPT_INDENT_2).decode()
