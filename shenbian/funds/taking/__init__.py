"""How the sheets of money come in. Each row is a thing here, and books what it says."""

from shenbian.funds.taking.budgets import Approvals, Approved
from shenbian.funds.taking.payments import Payments, Returns
from shenbian.standard.taking import takers

takers.add(Approvals(), Approved(), Payments(), Returns())
