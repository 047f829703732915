"""The claims of a draft, told: for machines as JSON, for people with what is wrong first."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import orjson

from shenbian.record.check.claim import Claim, Verdict

NAMES: dict[Verdict, str] = {"false": "不符", "unknown": "未知", "holds": "属实", "uncountable": "不计数"}


def as_json(claims: Sequence[Claim]) -> str:
    return orjson.dumps({"claims": [asdict(claim) for claim in claims]}, option=orjson.OPT_INDENT_2).decode()


def lines(claims: Sequence[Claim], text: str) -> Iterator[str]:
    """A line for each claim, by verdict: what is false, then unknown, then true; what counts nothing is only summed."""
    for verdict in ("false", "unknown", "holds"):
        for claim in claims:
            if claim.verdict == verdict:
                line = text.count("\n", 0, claim.offset) + 1
                ref = f"〔{claim.ref}〕" if claim.ref else ""
                yield f"{NAMES[claim.verdict]}  第{line}行 “{_short(claim.text)}”{ref}  {claim.why}"


def summary(claims: Sequence[Claim]) -> str:
    counts = [f"{name}{sum(claim.verdict == verdict for claim in claims)}处" for verdict, name in NAMES.items()]
    return f"共{len(claims)}处：{'，'.join(counts)}。"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 30 else f"{words[:14]}…{words[-14:]}"
