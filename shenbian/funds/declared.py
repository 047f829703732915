"""Under which headings money is watched, and who says that a person may be paid. A declaration; imports no models.

Budget, commitment and payment are vouchers between five headings of our own, beside the lines of the chart of accounts:

    budget.source      of the item         where it comes from
    budget.free        of the item         what nobody has committed yet
    budget.set_aside   of the commitment   what was committed and is not paid
    budget.on_way      of the commitment   payments that were approved and that the bank has not answered
    budget.spent       of the item         what was paid, less what came back

The floored ones cannot go below nought, so nobody commits more than there is or pays more than was committed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from shenbian.ledger.declared import Control, controls

SOURCE, FREE, SET_ASIDE = "budget.source", "budget.free", "budget.set_aside"
ON_WAY, SPENT = "budget.on_way", "budget.spent"

controls.add(
    Control(SOURCE, "预算来源"),
    Control(FREE, "预算可用额度", floored=True, lacks="预算可用额度只剩{left}，要用{wanted}。"),
    Control(SET_ASIDE, "已批未付额度", floored=True, lacks="审批单只剩{left}没有支付，要用{wanted}。"),
    Control(ON_WAY, "在途额度", floored=True, lacks="在途额度只剩{left}，要用{wanted}。"),
    Control(SPENT, "预算支出", floored=True, lacks="这项预算一共支出{left}，退不回{wanted}。"),
)


class Entitlement(ABC):
    """Programmes whose payments to persons follow a decision, and whoever knows these decisions (`awards`). With
    `units` it is their payments to units that do.

    The payments of one call come together, in their order, so that two of them may see each other. Every verb asks a
    fixed number of queries.
    """

    programmes: ClassVar[tuple[str, ...]]
    units: ClassVar[bool] = False

    @abstractmethod
    def whether(self, payments: Sequence[Any]) -> Sequence[str | None]:
        """For each of these Payments None, or why it may not be paid (Chinese): no decision, another amount, paid
        before. Never writes; asked when a payment is prepared, approved, and when one comes in by a sheet."""

    def paid(self, payments: Sequence[Any], *, by: Any, batch: int | None) -> None:  # noqa: B027
        """These have left the house. Nothing by default."""

    def bounced(self, payments: Sequence[Any], *, by: Any) -> None:  # noqa: B027
        """The bank sent these back, or they were struck out: not paid after all. Nothing by default."""


def _to_unit(payment: Any) -> bool:
    outside = payment.form == "transfer" and payment.receiver_id is None
    return payment.unit_id is not None or outside


class Entitlements:
    """The registry, by the key of the programme."""

    def __init__(self) -> None:
        self._all: dict[str, Entitlement] = {}

    def add(self, *entitlements: Entitlement) -> None:
        for each in entitlements:
            for programme in each.programmes:
                if programme in self._all:
                    raise ValueError(f"payments of {programme} are decided twice")
                self._all[programme] = each

    def __contains__(self, programme: object) -> bool:
        return programme in self._all

    def __getitem__(self, programme: str) -> Entitlement:
        return self._all[programme]

    def among(self, payments: Sequence[Any]) -> Iterator[tuple[Entitlement, list[int]]]:
        """Who decides about which of these, by place: about those to persons, or to units where the programme gives
        to them. What is transferred outside the unions by such a programme is for a unit, named or not."""
        places: dict[Entitlement, list[int]] = {}
        for place, each in enumerate(payments):
            decides = self._all.get(each.programme)
            if decides and (_to_unit(each) if decides.units else each.person_id is not None):
                places.setdefault(decides, []).append(place)
        yield from places.items()


entitlements = Entitlements()
