"""Proposing helps from files, and having decided ones paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbian.aid.declared import Form
from shenbian.aid.models import Dossier, Help
from shenbian.flow.actions import Outcome, enter
from shenbian.funds.actions import Pay, prepare
from shenbian.funds.models import Commitment, Payment
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
    helps: Sequence[Help], commitment: Commitment, *, accounts: Sequence[tuple[str, str]] = (), by: Actor
) -> list[Outcome[Payment]]:
    """Payments of decided helps out of one commitment, an outcome for each. `accounts`: bank and account number of
    each, in clear, aligned with the helps; they are sealed at once."""
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
    return prepare(commitment, said, by=by)
