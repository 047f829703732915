"""Setting up what is handed out and where, buying, moving it, handing it out, counting it."""

from shenbian.goods.actions.counting import Counted, Lost, report_loss, take_stock
from shenbian.goods.actions.handing import Handed, hand_out, hand_out_many
from shenbian.goods.actions.setting import NewItem, add_item, add_store
from shenbian.goods.actions.stocking import Bought, allot, buy, order

__all__ = [
    "Bought",
    "Counted",
    "Handed",
    "Lost",
    "NewItem",
    "add_item",
    "add_store",
    "allot",
    "buy",
    "hand_out",
    "hand_out_many",
    "order",
    "report_loss",
    "take_stock",
]
