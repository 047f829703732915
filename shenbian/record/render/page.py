"""The record as a page: serif prose whose figures are quietly underlined and open to their definitions."""

from django.template.loader import render_to_string

from shenbian.record.told import Told, read_from, rests, untrue


def render(told: Told) -> str:
    return render_to_string("record/record.html", context(told))


def context(told: Told) -> dict[str, object]:
    definitions = {figure["metric"]: figure["definition"] for figure in told["figures"]}
    parts = [
        (
            part["title"],
            [
                [{**piece, "definition": definitions.get(piece.get("metric"))} for piece in each["pieces"]]
                for each in part["sentences"]
                if each["printed"]
            ],
        )
        for part in told["sections"]
    ]
    return {
        "told": told,
        "read_from": read_from(told),
        "parts": [(title, sentences) for title, sentences in parts if sentences],
        "figures": [{**figure, "rests": rests(figure), "facts": f"{figure['facts']:,}"} for figure in told["figures"]],
        "untrue": untrue(told),
    }
