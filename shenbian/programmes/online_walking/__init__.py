"""线上健步走: Daily steps; a person counts with at least one valid day."""

from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.programmes.online_walking.walking import JOIN, WALKING
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

__all__ = ["PROGRAMME", "WALKING"]

PROGRAMME = Programme(
    key="online_walking",
    title="线上健步走",
    refs=("P05",),
    desk=Desk.CULTURE,
    kinds=("walked",),
    entries=(JOIN,),
    metrics=(
        Metric(
            key="online_walking.walkers",
            title="线上健步走达标职工",
            unit="人",
            measure=Count(rows=rows("walked", programme="online_walking"), of=("person",)),
            nouns=("达标职工", "职工", "参与", "参加", "达标"),
            about=("健步走",),
        ),
        Metric(
            key="online_walking.steps",
            title="线上健步走总步数",
            unit="步",
            measure=Total(rows=rows("walked", programme="online_walking"), of="quantity"),
            nouns=("步数", "总步数", "累计", "行走"),
            about=("健步走",),
        ),
    ),
)
