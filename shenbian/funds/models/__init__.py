"""Budget items, what is set aside of them, what is paid of that, and what came back."""

from shenbian.funds.models.batch import Invoice, PaymentBatch
from shenbian.funds.models.budget import BudgetItem, Commitment
from shenbian.funds.models.payment import Payment, Refund

__all__ = ["BudgetItem", "Commitment", "Invoice", "Payment", "PaymentBatch", "Refund"]
