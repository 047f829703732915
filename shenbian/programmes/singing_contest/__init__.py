"""职工歌手大赛: Singers enter, are heard and meet in the final."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="singing_contest",
    title="职工歌手大赛",
    refs=("P02",),
    desk=Desk.CULTURE,
    kinds=("stage.entered", "award"),
    metrics=(
        Metric(
            key="singing_contest.entrants",
            title="歌手大赛参赛职工",
            unit="人",
            measure=Count(rows=rows("stage.entered", programme="singing_contest", stage="entry"), of=("person",)),
            aliases=("参赛歌手",),
            nouns=("职工", "参赛职工", "参赛选手", "报名参赛", "报名", "参赛", "选手"),
            about=("歌手大赛", "歌手"),
        ),
        Metric(
            key="singing_contest.finalists",
            title="歌手大赛决赛选手",
            unit="人",
            measure=Count(rows=rows("stage.entered", programme="singing_contest", stage="final"), of=("person",)),
            nouns=("决赛选手", "优秀选手", "选手", "进入决赛", "入围决赛", "晋级决赛"),
            about=("歌手大赛", "歌手"),
            part_of="singing_contest.entrants",
        ),
    ),
)
