"""Every log of the house is sealed after an import."""

from __future__ import annotations

from shenbian.facts.log import logs
from shenbian.facts.seal import seal


def seal_all(*, by: str) -> None:
    """Seal what the ledger and the traces hold unsealed."""
    for log in logs:
        seal(by=by, log=log)
