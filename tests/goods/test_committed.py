"""What is bought on an approval stays within it; its papers stand on the page of whatever is paid of it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shenbian.files.models import Attachment
from shenbian.files.queries import seen_by
from shenbian.flow.actions import perform
from shenbian.funds.models import Commitment
from shenbian.goods.models import Purchase
from shenbian.kit.refusal import Refused
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter
from tests.desk_sessions.test_papers import sent
from tests.funds.conftest import Coffers
from tests.goods.conftest import SPRING, Goods
from tests.goods.test_desk import edition_of

PDF = b"%PDF-1.4 contract"


@pytest.fixture
def coffers(goods: Goods) -> Coffers:
    load_starter(by="test")
    return Coffers(goods.place)


@pytest.fixture
def approved(coffers: Coffers) -> Commitment:
    """10,000 yuan for goods of the spring campaign."""
    return coffers.commitment(coffers.item(programme=SPRING))


def test_no_more_is_bought_on_an_approval_than_it_approved(goods: Goods, approved: Commitment) -> None:
    first = goods.bought(100, amount_fen=600_000, commitment=approved)
    with pytest.raises(Refused, match=r"还能采购4,000\.00元，这里要4,000\.01元"):
        goods.bought(100, number="RK-002", amount_fen=400_001, commitment=approved)
    with pytest.raises(Refused, match="还要写金额"):
        goods.bought(100, number="RK-002", commitment=approved)
    goods.bought(100, number="RK-003", amount_fen=400_000, commitment=approved)
    perform("send_back", on=first, by=goods.lin, said={"reason": "质量不合格"})
    goods.bought(100, number="RK-004", amount_fen=600_000, commitment=approved)
    assert set(Purchase.objects.filter(status="stocked").values_list("number", flat=True)) == {"RK-003", "RK-004"}


def test_nothing_is_bought_on_what_is_not_approved(goods: Goods, coffers: Coffers) -> None:
    asked = coffers.commitment(coffers.item(programme=SPRING), approved=False)
    with pytest.raises(Refused, match="待审批，不能据以采购"):
        goods.bought(1, amount_fen=100, commitment=asked)


def test_the_desk_offers_approvals_of_the_same_programme_within_ones_reach(
    goods: Goods, coffers: Coffers, approved: Commitment
) -> None:
    lin = coffers.client("desk_officer", goods.place.federation, "service")
    other = coffers.commitment(coffers.item())
    said = {"edition": edition_of(goods).pk, "title": "毛毯", "number": "RK-7", "on": "2026-01-05", "quantity": 10}
    said |= {"store": goods.centre.pk, "amount": "3000"}
    wrong = lin.post("/desk/goods/buy/", said | {"commitment": other.pk})
    assert (wrong.status_code, "不是同一个项目" in wrong.text) == (422, True)
    lin.post("/desk/goods/buy/", said | {"commitment": approved.pk})
    assert [each.commitment for each in Purchase.objects.all()] == [approved]
    page = lin.get(f"/desk/funds/commitments/{approved.pk}/").text
    assert "RK-7" in page and "3,000.00元" in page
    wei = coffers.client("town_officer", goods.place.west)
    assert str(approved.no) not in wei.get("/desk/goods/buy/").text


def test_a_payment_opens_to_the_papers_of_its_purchase_and_keeps_its_own_once_it_is_sent(
    goods: Goods, coffers: Coffers, approved: Commitment
) -> None:
    purchase = goods.bought(100, amount_fen=600_000, commitment=approved)
    payment = coffers.payment(approved, 600_000, to="prepared")
    lin = coffers.client("desk_officer", goods.place.federation, "service")
    for thing, what in ((purchase, "合同"), (approved, "询价单"), (payment, "发票"), (payment, "发放清单")):
        to = f"/desk/things/{thing._meta.label_lower}/{thing.pk}/papers/"
        back = f"/desk/funds/payments/{payment.pk}/"
        lin.post(to, sent(PDF + what.encode(), what=what) | {"back": back})
    page = lin.get(f"/desk/funds/payments/{payment.pk}/").text
    assert [what in page for what in ("合同", "询价单", "发票", "发放清单")] == [True] * 4
    assert page.count('name="remove"') == 2
    auditor = coffers.client("auditor", goods.place.federation, "audit").get(f"/desk/funds/payments/{payment.pk}/").text
    assert ("发放清单" in auditor, 'name="papers"' in auditor) == (True, False)
    paper = Attachment.objects.get(said="发票")
    perform("approve", on=payment, by=coffers.han)
    payment.refresh_from_db()
    perform("send", on=payment, by=coffers.qian)
    answer = lin.post(f"/desk/things/funds.payment/{payment.pk}/papers/", {"remove": paper.pk}, follow=True)
    assert "不能移除材料" in answer.text
    assert Attachment.objects.filter(pk=paper.pk).exists()


def test_whoever_is_paid_does_not_see_a_list_that_names_others(goods: Goods, coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(programme="winter_warmth"), form="person")
    payment = coffers.payment(commitment, to="prepared")
    lin = coffers.client("desk_officer", goods.place.federation, "service")
    auditor = goods.place.officer("auditor", goods.place.federation)
    sheet = SimpleUploadedFile("list.pdf", PDF)
    said = sent(what="发放清单") | {"papers": [sheet]}
    lin.post(f"/desk/things/funds.payment/{payment.pk}/papers/", said)
    paper = Attachment.objects.get()
    assert payment.person is not None and payment.owner == payment.person.key
    assert [seen_by(actor_of(who), paper.file_id) is None for who in (payment.person, auditor)] == [True, False]
