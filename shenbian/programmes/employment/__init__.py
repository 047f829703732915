"""工会促就业: Posts offered to those who look for work."""

from shenbian.metrics.metric import Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="employment",
    title="工会促就业",
    refs=("P49",),
    desk=Desk.SERVICE,
    kinds=("hired",),
    metrics=(
        Metric(
            key="employment.posts",
            title="提供就业岗位",
            unit="个",
            measure=Total(rows=rows("hired", programme="employment"), of="quantity"),
            aliases=("就业岗位",),
            nouns=("岗位",),
            about=("促就业", "招聘", "就业"),
        ),
    ),
)
