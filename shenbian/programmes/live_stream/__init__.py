"""网络视频直播: Views while live, read off the platforms' counters; replay is another counter."""

from shenbian.metrics.metric import Metric, Reading, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme
from shenbian.streams.kinds import StreamKind

PROGRAMME = Programme(
    key="live_stream",
    title="网络视频直播",
    refs=("P06",),
    desk=Desk.CULTURE,
    kinds=("reading",),
    metrics=(
        Metric(
            key="live_stream.views",
            title="直播在线观看",
            unit="人次",
            measure=Reading(rows=rows("reading", programme="live_stream", phase="live")),
            aliases=("直播人数", "观看直播", "直播观看"),
            nouns=("观看", "在线观看", "收看", "观看人次"),
            about=("直播",),
            unlike=("回放", "点赞"),
        ),
    ),
)

STREAM = StreamKind(
    key="live_stream",
    programme="live_stream",
    title="网络视频直播",
    what="工会办的演出、比赛和宣讲，在手机上同步观看。",
    desk=Desk.CULTURE,
)
