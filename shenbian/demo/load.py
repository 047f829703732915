"""Loading the demo year through the importers, like any district's year, and only once."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db.models import Q

from shenbian.demo import challenge, learning, present, sent, sessions, streams, subsidies, walks
from shenbian.demo.corrections import VOIDED, VOIDED_WHY
from shenbian.demo.write import stages
from shenbian.facts.actions import strike
from shenbian.facts.queries import standing
from shenbian.facts.seal import seal_all
from shenbian.rights.actor import Actor
from shenbian.sheets.actions import load_folder, reverse
from shenbian.sheets.models import Batch

WHY = "误报，整批撤回"
_FILES = Q(file__endswith="双沟通会误报.xlsx") | Q(file__endswith="驿站误报.xlsx")


def load_year(scale: int, say: Callable[[str], None]) -> None:
    """The year's registers, and beside them what is open today; each of them once."""
    _import_year(scale, say)
    present.load(say)
    subsidies.load(say)
    walks.load(say)
    streams.load(say)
    challenge.load(say)
    learning.load(say)
    sent.load(say)
    sessions.load(say)


def _import_year(scale: int, say: Callable[[str], None]) -> None:
    """Write the year's workbooks and import them, telling of each; then take back what was sent by mistake and
    void what was one row's mistake.

    Stopped half-way it goes on where it stood: sheets that came in already bring nothing new.
    """
    if Batch.objects.filter(_FILES, status="reversed").count() == 2:
        say("演示年度已经装好。")
        return
    by = Actor.operator("demo")
    say("正在写出演示年度的登记表……")
    with tempfile.TemporaryDirectory(prefix="shenbian-") as folder:
        for stage in stages(Path(folder), scale=scale):
            load_folder(stage, by=by, say=say)
    strike(standing([VOIDED]).values(), by=by.ref, reason=VOIDED_WHY)
    for batch in Batch.objects.filter(_FILES, status="applied"):
        reverse(batch, by=by, reason=WHY)
        say(f"撤回批次 {batch.pk}：{batch.file}")
    seal_all(by=by.ref)
