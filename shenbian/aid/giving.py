"""Proposing helps from files, and having decided ones paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from shenbian.aid.declared import Form
from shenbian.aid.models import Dossier, Help
from shenbian.flow.actions import Outcome, enter
from shenbian.funds.actions import Pay, draw_up, prepare
from shenbian.funds.models import Commitment, Payment, PaymentBatch
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor


def propose_helps(
    dossiers: Sequence[Dossier], *, organisation: Organisation, form: str, title: str, amount_fen: int, by: Actor
) -> list[Outcome[Help]]:
    """The same help (form: a code of declared.Form; fen, or what goods are worth) for each of these files, waiting for
    a decision; an outcome for each. A fixed number of queries."""
    year = today().year
    helps = [
        Help(
            dossier=each,
            organisation=organisation,
            desk=each.desk,
            form=Form(form).value,
            title=title.strip(),
            amount_fen=amount_fen,
            year=year,
        )
        for each in dossiers
    ]
    return enter("propose", helps, by=by, rows=[each.number for each in dossiers])


def prepare_payments(
    helps: Sequence[Help],
    commitment: Commitment,
    *,
    accounts: Sequence[tuple[str, str]] = (),
    drawn_in: PaymentBatch | None = None,
    by: Actor,
) -> list[Outcome[Payment]]:
    """Payments of decided helps out of one commitment, an outcome for each. `accounts`: bank and account number of
    each, in clear, aligned with the helps; they are sealed at once. With `drawn_in` they go to the bank as one list."""
    known = list(accounts) or [("", "")] * len(helps)
    said: list[Any] = [
        Pay(
            amount_fen=each.amount_fen,
            person=each.dossier.person,
            counted_at=each.dossier.organisation,
            basis=each.title,
            bank=bank,
            account=account,
            pays=each.subject,
        )
        for each, (bank, account) in zip(helps, known, strict=True)
    ]
    return prepare(commitment, said, by=by, drawn_in=drawn_in)


@transaction.atomic
def pay_out(
    helps: Sequence[Help], commitment: Commitment, *, accounts: Sequence[tuple[str, str]] = (), by: Actor
) -> list[Outcome[Payment]]:
    """The same as one new list for the bank; where nothing can be prepared there is no list."""
    point = transaction.savepoint()
    batch = draw_up(commitment.organisation, title=f"{commitment.title}付款清单"[:100], by=by, desk=commitment.desk)
    outcomes = prepare_payments(helps, commitment, accounts=accounts, drawn_in=batch, by=by)
    if not any(each.moved for each in outcomes):
        transaction.savepoint_rollback(point)
    return outcomes
