"""The logs are sealed by themselves too: what is written at a page waits for no import and no freezing."""

from __future__ import annotations

from datetime import datetime, timedelta

from shenbian.facts.log import logs
from shenbian.facts.seal import seal
from shenbian.jobs.timed import Timed, clockwork
from shenbian.rights.actor import Actor


def _seal(by: Actor, at: datetime) -> str:
    new = [(log.title, head.size) for log in logs if (head := seal(by=by.ref, log=log))]
    return "，".join(f"{title}存证到第{size:,}条" for title, size in new)


clockwork.add(Timed(key="facts.seal", title="存证台账和留痕", run=_seal, every=timedelta(minutes=10)))
