"""劳动关系协调员: The roster of labour-relations coordinators in post."""

from shenbian.metrics.metric import Metric, Standing, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="coordinators",
    title="劳动关系协调员",
    refs=("P39",),
    desk=Desk.RIGHTS,
    kinds=("post.begun", "post.ended"),
    metrics=(
        Metric(
            key="coordinators.standing",
            title="劳动关系协调员",
            unit="人",
            measure=Standing(
                begun=rows("post.begun", role="coordinator"),
                ended=("post.ended",),
                by=("person", "organisation", "role"),
                of=("person",),
            ),
            aliases=("劳动关系协调员",),
            nouns=("协调员", "工会干部"),
            about=("劳动关系", "协调员"),
        ),
    ),
)
