"""困难职工帮扶: the files of households in hardship, kept by the kernel `aid`."""

from shenbian.aid.declared import Helping
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="hardship",
    title="困难职工帮扶",
    refs=("P46",),
    desk=Desk.SERVICE,
    kinds=("hardship.filed", "hardship.left", "paid"),
    metrics=(
        Metric(
            key="hardship.filed",
            title="困难职工建档",
            unit="户",
            measure=Count(rows=rows("hardship.filed", programme="hardship")),
            aliases=("困难职工建档",),
            nouns=("困难职工", "建档"),
            about=("建档", "档案", "帮扶"),
        ),
    ),
)
HELPING = Helping(programme=PROGRAMME.key, title="困难职工档案", desk=PROGRAMME.desk)
