"""Under which headings pieces are held, and the kinds of fact that goods are."""

from __future__ import annotations

from typing import Any

from shenbian.ledger.declared import Control, Key, controls

BOUGHT, ALLOTTED, PARCEL, CONDOLENCE = "stock.bought", "stock.allotted", "parcel.issued", "condolence"

SUPPLIER, STOCK, PASSED = "goods.supplier", "goods.stock", "goods.passed"
ISSUED, LOST = "goods.issued", "goods.lost"
HEADINGS = (SUPPLIER, STOCK, PASSED, ISSUED, LOST)

controls.add(
    Control(SUPPLIER, "供应商"),  # below nought by what was bought
    Control(STOCK, "库存", floored=True, lacks="库里只剩{left}，要出{wanted}。"),
    Control(PASSED, "调拨往来"),  # between two bodies: above nought where it left, below where it came
    Control(ISSUED, "已发放"),
    Control(LOST, "报损和盘亏"),
)


def shelf(store: Any, heading: str, item: int) -> Key:
    """What a store holds of an item (Item.pk) under one heading, in the books of the body that keeps the store."""
    return Key(store.organisation_id, heading, f"goods.store:{store.pk}", f"item:{item}")
