"""A sheet of paid subsidies cannot go while decisions rest on it; each of its payments can, and is paid again."""

from __future__ import annotations

from datetime import date

import pytest

from shenbian.awards.models import Benefit
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.funds.models import Payment
from shenbian.funds.verifying import differing
from shenbian.ledger.verifying import faults
from shenbian.rulebook.actions import load_starter
from shenbian.sheets.actions import reverse
from shenbian.sheets.models import Batch
from tests.awards.test_taking import bring, row
from tests.funds.test_taking import BUDGET, SET_ASIDE
from tests.sheets.books import identity
from tests.sheets.conftest import District, data_folder, district

__all__ = ["data_folder", "district"]
NAME = "职业资格证书助推"
PAID = ("日期", "工会", "姓名", "证件号码", "金额(元)", "项目", "银行回单号", "支出形式", "审批单号", "支付状态")
DAY = date(2022, 3, 1)


def paid(office: District, receipt: str) -> None:
    told = (date(2022, 10, 8), "SY", "职工1", identity(1), 600, NAME, receipt, "发放个人", "SP1", "支付成功")
    assert office.sheet("支出", PAID, [told]).sheets[0].counts["new"] == 1


@pytest.fixture
def office(district: District) -> District:
    load_starter(by="test")
    budget = (DAY, "SY", 10_000, NAME, "YS1", "助推", 2022, "本级经费", "502", "已批复")
    approved = (DAY, "SY", 5_000, NAME, "SP1", "YS1", "发放个人", "助推金", "已批准")
    assert [
        district.sheet(title, headers, [told]).sheets[0].counts["new"]
        for title, headers, told in (("预算批复", BUDGET, budget), ("事前审批", SET_ASIDE, approved))
    ] == [1, 1]
    bring(district, row("D1"))
    return district


def test_a_sheet_on_which_decisions_rest_stays_and_a_single_payment_of_it_can_be_struck_out(office: District) -> None:
    paid(office, "R1")
    benefit, payment = Benefit.objects.get(), Payment.objects.get()
    assert (benefit.status, payment.status) == ("paid", "paid")
    with pytest.raises(Refused, match="1 条享受记录引用了本批的支付"):
        reverse(Batch.objects.latest("pk"), by=office.by, reason="误报")
    perform("strike", on=payment, by=office.by, said={"reason": "误报"})
    benefit.refresh_from_db()
    assert (benefit.status, Fact.objects.filter(kind="paid", voided_at=None).count()) == ("granted", 0)
    assert (list(faults()), differing()) == ([], [])
    paid(office, "R2")
    benefit.refresh_from_db()
    assert (benefit.status, Payment.objects.get(status="paid").receipt) == ("paid", "R2")
