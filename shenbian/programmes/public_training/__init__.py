"""公益培训: Public-benefit courses: tai chi, yoga, calligraphy and the like."""

from shenbian.gatherings.declared import SessionKind
from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.guards import is_member
from shenbian.standard.programme import Programme
from shenbian.streams.kinds import StreamKind

PROGRAMME = Programme(
    key="public_training",
    title="公益培训",
    refs=("P08",),
    desk=Desk.CULTURE,
    kinds=("session.held", "turn"),
    metrics=(
        Metric(
            key="public_training.sessions",
            title="公益培训场次",
            unit="场",
            measure=Count(rows=rows("session.held", programme="public_training")),
            aliases=("公益培训", "公益课"),
            nouns=("培训", "课程"),
            about=("公益培训", "公益课", "太极拳", "瑜伽"),
        ),
        Metric(
            key="public_training.turns",
            title="公益培训服务职工",
            unit="人次",
            measure=Total(rows=rows("turn", programme="public_training"), of="quantity"),
            nouns=("服务职工", "培训职工", "职工参加", "参训", "职工", "服务"),
            about=("公益培训", "公益课"),
        ),
    ),
)

LIVE_LESSON = StreamKind(
    key="live_lesson",
    programme="public_training",
    title="公益培训直播课",
    what="公益培训课在手机上同步听讲。",
    desk=Desk.CULTURE,
)

LESSON = SessionKind(
    key="public_lesson",
    programme=PROGRAMME.key,
    title="公益课",
    what="太极拳、瑜伽、书法、摄影等免费课程。名额有限，约了请来；来不了请提前取消，把位置让给别人。",
    desk=PROGRAMME.desk,
    who=(is_member,),
)
