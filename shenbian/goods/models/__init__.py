"""Items and where they lie; what came in, what moved, what was handed out."""

from shenbian.goods.models.issue import Issue, Recipient
from shenbian.goods.models.place import Item, Store, StoreKind
from shenbian.goods.models.shelf import Reason, StockTake, WriteOff
from shenbian.goods.models.stock import Allotment, Purchase

__all__ = [
    "Allotment",
    "Issue",
    "Item",
    "Purchase",
    "Reason",
    "Recipient",
    "StockTake",
    "Store",
    "StoreKind",
    "WriteOff",
]
