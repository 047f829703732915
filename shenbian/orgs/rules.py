"""Pure questions about the tree: may this stand there, is that under it, what does a path say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shenbian.kit.period import chinese_day
from shenbian.orgs.levels import LEAVES, ROOTS, TIER, Level
from shenbian.orgs.models import Organisation, Unit

LONG_AGO = date(1900, 1, 1)  # where a body's place begins when nobody knows its founding day


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A union body to be founded. `parent`: number of the body above, of the same call or standing; empty: none."""

    number: str
    name: str
    level: str
    parent: str = ""
    division: str = ""
    founded_on: date | None = None
    dissolved_on: date | None = None
    term_from: date | None = None
    term_until: date | None = None


def ids(path: str) -> list[int]:
    """The bodies from the root down to this one."""
    return [int(part) for part in path.split(".") if part]


def prefixes(path: str) -> list[str]:
    """The paths of all bodies that this one lies under, its own included."""
    parts = path.split(".")[:-1]
    return [".".join(parts[: n + 1]) + "." for n in range(len(parts))]


def is_under(path: str, top: str) -> bool:
    """Whether the body with `path` is `top` or lies below it."""
    return path.startswith(top)


def why_not_there(level: str, parent_level: str | None) -> str:
    """Why a body of this level may not stand under one of that level (None: under nothing); empty when it may."""
    known = Level(level)
    if parent_level is None:
        return "" if known in ROOTS else f"{known.label}必须有上级工会。"
    above = Level(parent_level)
    if above in LEAVES:
        return f"{above.label}之下不能再设组织。"
    if TIER[known] < TIER[above]:
        return f"{known.label}不能设在{above.label}之下。"
    return ""


def why_not_dated(founding: Founding) -> str:
    """Why the dates of a founding contradict each other; empty when they do not."""
    if founding.founded_on and founding.dissolved_on and founding.dissolved_on < founding.founded_on:
        return "撤销日期早于成立日期。"
    if (founding.term_from is None) != (founding.term_until is None):
        return "届期的起止日期应同时填写。"
    if founding.term_from and founding.term_until and founding.term_until <= founding.term_from:
        return "届期的止日应晚于起日。"
    return ""


def why_not_move(org: Organisation, to: Organisation, on: date, today: date) -> str:
    """Why `org` with all below it may not come under `to` on this day; empty when it may."""
    if to.path.startswith(org.path):
        return f"不能把“{org.name}”移到它自己或它的下级“{to.name}”之下。"
    if org.parent_id == to.pk:
        return f"“{org.name}”已经隶属于“{to.name}”。"
    for body in (org, to):
        if body.dissolved_on is not None and body.dissolved_on <= on:
            return f"“{body.name}”已于{chinese_day(body.dissolved_on)}撤销。"
    if on > today:
        return "隶属关系不能提前调整，请在生效当日办理。"
    return why_not_there(org.level, to.level)


def why_not_registered(stated: Sequence[tuple[str, str, str]], taken: Iterable[Unit]) -> dict[int, str]:
    """Why units (number, name, USCC or empty) may not be put on the register beside those there; by index."""
    numbers = {unit.number: unit.name for unit in taken}
    codes = {unit.uscc: unit.name for unit in taken if unit.uscc}
    seen_numbers: dict[str, int] = {}
    seen_codes: dict[str, int] = {}
    reasons = {}
    for index, (number, name, code) in enumerate(stated):
        if not number or not name.strip():
            reasons[index] = "单位编号和名称不能为空。"
        elif number in numbers:
            reasons[index] = f"单位编号 {number} 已属于“{numbers[number]}”。"
        elif code and code in codes:
            reasons[index] = f"统一社会信用代码 {code} 已属于“{codes[code]}”。"
        elif seen_numbers.setdefault(number, index) != index:
            reasons[index] = f"单位编号 {number} 与第{seen_numbers[number] + 1}行重复。"
        elif code and seen_codes.setdefault(code, index) != index:
            reasons[index] = f"统一社会信用代码 {code} 与第{seen_codes[code] + 1}行重复。"
    return reasons
