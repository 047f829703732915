"""Writing a change down. It is in force only when another has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbian.amendments.models import Amendment, Listing
from shenbian.amendments.queries import rosters
from shenbian.flow.actions import begin
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.rulebook.kinds import RULE_KINDS


@dataclass(frozen=True, kw_only=True)
class Source:
    """The paper that says so, and why the change is made. All of it is needed."""

    number: str
    title: str
    signer: str
    reason: str

    def columns(self) -> dict[str, str]:
        """As both kinds of change keep it. Raises Refused when something is missing."""
        said = {"发文字号": self.number, "文件名称": self.title, "印发单位": self.signer, "修订理由": self.reason}
        if missing := [title for title, text in said.items() if not text.strip()]:
            raise Refused({0: f"请写明{'、'.join(missing)}：没有文件依据的规则不能生效。"})
        return dict(
            zip(("paper_number", "paper_title", "paper_signer", "reason"), map(str.strip, said.values()), strict=True)
        )


def propose_rule(
    key: str,
    values: Any,
    *,
    at: Organisation,
    from_on: date,
    source: Source,
    by: Actor,
    until_on: date | None = None,
    division: str = "",
    everywhere: bool = False,
) -> Amendment:
    """Write down what a rule shall say from a day: at the body, in a division, or everywhere.

    What holds beyond the body itself is for the federation to say. Raises NotYours, Refused with the reason.
    """
    kind = RULE_KINDS.get(key)
    if kind is None:
        raise Refused({0: f"没有“{key}”这样的规则。"})
    if wrong := next(iter(kind.problems(values)), ""):
        raise Refused({0: wrong})
    if until_on is not None and until_on <= from_on:
        raise Refused({0: "规则的止日应晚于起日。"})
    if (division or everywhere) and at.parent_id is not None:
        raise Refused({0: "只有区总工会可以定适用于其他地区的规则。"})
    drawn = Amendment(
        organisation=at,
        key=key,
        values=values,
        from_on=from_on,
        until_on=until_on,
        division=division,
        everywhere=everywhere,
        **source.columns(),
    )
    return begin([drawn], by=by)[0]


def propose_listing(
    roster: str,
    *,
    at: Organisation,
    on: date,
    joins: bool,
    source: Source,
    by: Actor,
    body: Organisation | None = None,
    unit: Unit | None = None,
) -> Listing:
    """Write down that a body or a unit joins a roster or leaves it. Raises NotYours, Refused with the reason."""
    if roster not in rosters():
        raise Refused({0: f"没有“{roster}”这样的名录。"})
    if (body is None) == (unit is None):
        raise Refused({0: "请写明一个工会，或者一个单位。"})
    drawn = Listing(organisation=at, roster=roster, body=body, unit=unit, joins=joins, on=on, **source.columns())
    return begin([drawn], by=by)[0]
