"""“云诵读”作品征集: Recitations handed in by grassroots unions."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="recitation",
    title="“云诵读”作品征集",
    refs=("P07",),
    desk=Desk.CULTURE,
    kinds=("work.received",),
    metrics=(
        Metric(
            key="recitation.works",
            title="云诵读作品",
            unit="件",
            measure=Count(rows=rows("work.received", programme="recitation")),
            aliases=("诵读作品",),
            nouns=("作品", "音频"),
            about=("云诵读", "诵读"),
        ),
        Metric(
            key="recitation.unions",
            title="云诵读参与基层工会",
            unit="家",
            measure=Count(rows=rows("work.received", programme="recitation"), of=("organisation",)),
            nouns=("基层工会", "工会"),
            about=("云诵读", "诵读"),
        ),
    ),
)
