"""主题宣传教育活动: the theme campaign, an umbrella; its sessions are held by others and only belong to it."""

from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="theme_campaign",
    title="主题宣传教育活动",
    refs=("P01",),
    desk=Desk.CULTURE,
    kinds=("session.held",),
    umbrella="theme",
    metrics=(
        Metric(
            key="theme_campaign.sessions",
            title="主题宣传教育活动场次",
            unit="场",
            measure=Count(rows=rows("session.held", umbrella="theme")),
            aliases=("主题宣传",),
            nouns=("宣传教育", "活动"),
            about=("主题宣传", "主题教育"),
        ),
    ),
)

ACTIVITY = SessionKind(
    key="theme_activity",
    programme=PROGRAMME.key,
    title="主题宣传教育场次",
    what="围绕主题开展的宣讲、参观和学习。到场签到即算参加。",
    desk=PROGRAMME.desk,
    modes=(Mode.OPEN, Mode.FIRST, Mode.INVITATION),
)
