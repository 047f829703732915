"""公益法律援助: Legal aid taken on: advice, drafting, representation."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="legal_aid",
    title="公益法律援助",
    refs=("P40",),
    desk=Desk.RIGHTS,
    kinds=("aid.accepted", "money.recovered"),
    metrics=(
        Metric(
            key="legal_aid.matters",
            title="公益法律援助",
            unit="件",
            measure=Count(rows=rows("aid.accepted", programme="legal_aid")),
            aliases=("法律援助",),
            nouns=("援助",),
            about=("公益", "法律"),
        ),
    ),
)
