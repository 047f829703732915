"""What is found on a shelf, and what can no longer be handed out: two hands, a reason, and the books follow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shenbian.files.actions import upload
from shenbian.files.models import StoredFile
from shenbian.flow.actions import perform
from shenbian.flow.models import Waiting
from shenbian.flow.refusals import NotYours
from shenbian.goods.actions import Counted, Lost, report_loss, take_stock
from shenbian.goods.declared import ISSUED, LOST, PASSED, STOCK
from shenbian.goods.models import StockTake, WriteOff
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.ledger.verifying import faults
from shenbian.rights.actor import Actor
from tests.files.conftest import photo
from tests.goods.conftest import Goods, held


def counted(goods: Goods, number: int, why: str = "", *, by: Actor | None = None) -> StockTake:
    said = Counted(item=goods.item, store=goods.east, counted=number, why=why)
    return take_stock([said], on=today(), by=by or goods.song)[0]


def lost(goods: Goods, quantity: int, reason: str = "damaged", *papers: StoredFile) -> WriteOff:
    said = Lost(item=goods.item, store=goods.east, quantity=quantity, reason=reason, on=today(), papers=papers)
    return report_loss(said, by=goods.song)


def head(goods: Goods) -> Actor:
    return goods.place.actor("town_officer", goods.place.east)


def test_a_difference_is_booked_once_another_hand_has_confirmed_it(goods: Goods) -> None:
    goods.stocked()
    take = counted(goods, 7, "搬运时摔坏三份")
    assert (take.difference, held(goods.east)[STOCK], Waiting.objects.get().right) == (-3, 10, "edition.manage")
    goods.handed(goods.rider())  # handing out goes on meanwhile
    perform("settle", on=take, by=head(goods))
    assert held(goods.east) == {STOCK: 6, LOST: 3, ISSUED: 1, PASSED: -10}
    more = counted(goods, 8, "在柜子后面找到两份")
    perform("settle", on=more, by=head(goods))
    assert held(goods.east) == {STOCK: 8, LOST: 1, ISSUED: 1, PASSED: -10}
    assert list(faults()) == []


def test_a_shelf_that_is_as_the_books_say_books_nothing(goods: Goods) -> None:
    goods.stocked()
    take = counted(goods, 10)
    perform("settle", on=take, by=head(goods))
    assert (held(goods.east), {label: value for label, value, _ in take.shows()}["差异"]) == (
        {STOCK: 10, PASSED: -10},
        "账实相符",
    )


def test_who_counted_does_not_confirm_and_who_keeps_no_register_there_does_not_count(goods: Goods) -> None:
    goods.stocked()
    officer = head(goods)
    take = counted(goods, 9, "少一份", by=officer)
    with pytest.raises(Refused, match="不同环节须由不同的人办理"):
        perform("settle", on=take, by=officer)
    with pytest.raises(NotYours):
        perform("settle", on=take, by=goods.song)
    with pytest.raises(NotYours):
        counted(goods, 9, "少一份", by=goods.wei)


def test_a_difference_needs_a_reason_and_one_count_waits_at_a_time(goods: Goods) -> None:
    goods.stocked()
    with pytest.raises(Refused, match="“温暖礼包”账面10份，实盘9份，请写明原因。"):
        counted(goods, 9)
    take = counted(goods, 9, "少一份")
    with pytest.raises(Refused, match="“仁和驿站”的“温暖礼包”已有一次盘点待确认。"):
        counted(goods, 10)
    perform("drop", on=take, by=goods.song, said={"reason": "数错了"})
    assert counted(goods, 10).status == "counted"


def test_what_was_handed_out_since_cannot_be_missing_too(goods: Goods) -> None:
    goods.stocked(2, 1)
    take = counted(goods, 0, "找不到")
    goods.handed(goods.rider())
    with pytest.raises(Refused, match="库里只剩1件，要出2件。"):
        perform("settle", on=take, by=head(goods))
    assert held(goods.east)[STOCK] == 1


def test_what_is_damaged_leaves_the_books_by_another_hand(goods: Goods) -> None:
    goods.stocked()
    report = lost(goods, 4)
    assert held(goods.east)[STOCK] == 10
    perform("write_off", on=report, by=head(goods))
    assert held(goods.east) == {STOCK: 6, LOST: 4, PASSED: -10}
    with pytest.raises(Refused, match="“仁和驿站”的“温暖礼包”账面6份，不能报损7份。"):
        lost(goods, 7)
    perform("refuse", on=lost(goods, 1), by=head(goods), said={"reason": "没有坏"})
    assert held(goods.east)[STOCK] == 6


def test_only_what_has_expired_is_written_off_as_expired(goods: Goods) -> None:
    goods.stocked()
    with pytest.raises(Refused, match="“温暖礼包”没有到期日，不能按过期报损。"):
        perform("write_off", on=lost(goods, 1, "expired"), by=head(goods))
    goods.item.expires_on = today()
    goods.item.save()
    with pytest.raises(Refused, match="才到期。"):
        perform("write_off", on=lost(goods, 1, "expired"), by=head(goods))
    goods.item.expires_on = today() - timedelta(days=1)
    goods.item.save()
    perform("write_off", on=lost(goods, 10, "expired"), by=head(goods))
    assert held(goods.east) == {LOST: 10, PASSED: -10}


def test_one_photo_proves_one_thing(goods: Goods) -> None:
    goods.stocked()
    signer = goods.rider("李明")
    first, same = (upload(photo(), name="签领单.jpg", by=goods.song) for _ in range(2))
    issue = goods.handed(slip="LQ-1", quantity=2, signed_by=signer, papers=[first])
    for again in (first, same):
        with pytest.raises(Refused, match="的发放里。请用这一次的。"):
            goods.handed(slip="LQ-2", quantity=2, signed_by=signer, papers=[again])
    report = lost(goods, 1, "damaged", same)
    with pytest.raises(Refused, match="的发放里。"):
        perform("write_off", on=report, by=head(goods))
    perform("refuse", on=report, by=head(goods), said={"reason": "照片不对"})
    perform("strike", on=issue, by=goods.song, said={"reason": "重登"})
    goods.handed(slip="LQ-2", quantity=2, signed_by=signer, papers=[same])
