"""干部下沉和社工参与防疫: cadres and union social workers sent out; one person, one day, one place is one."""

from shenbian.deployments.declared import Sending
from shenbian.fieldwork.duty import noting
from shenbian.metrics.metric import Both, Count, Coverage, Metric, Standing, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="deployment",
    title="干部下沉和社工参与防疫",
    refs=("P14",),
    desk=Desk.PARTY,
    kinds=("duty.day",),
    metrics=(
        Metric(
            key="deployment.cadre_turns",
            title="工会干部下沉",
            unit="人次",
            measure=Count(rows=rows("duty.day", programme="deployment", standing="cadre")),
            aliases=("干部下沉", "下沉值守", "社区值守", "卡口值守"),
            nouns=("下沉", "值守", "秩序维护", "防控工作", "工作"),
            about=("下沉", "核酸", "卡口", "值守"),
        ),
        Metric(
            key="deployment.social_workers",
            title="参与防疫的专职社工",
            unit="人",
            measure=Both(
                listed=Standing(
                    begun=rows("post.begun", role="social_worker"),
                    ended=("post.ended",),
                    by=("person", "organisation", "role"),
                    of=("person",),
                    when="during",
                ),
                hit=Count(rows=rows("duty.day", programme="deployment"), of=("person",)),
            ),
            aliases=("专职社工",),
            nouns=("社会工作者", "社工"),
            about=("疫情防控", "防疫", "下沉", "社区"),
        ),
        Metric(
            key="deployment.cadres",
            title="下沉干部覆盖",
            unit="",
            measure=Coverage(
                listed=Standing(
                    begun=rows(
                        "post.begun",
                        level="federation",
                        role=("chair", "desk_head", "desk_officer", "treasurer", "auditor"),
                    ),
                    ended=("post.ended",),
                    by=("person", "organisation", "role"),
                    of=("person",),
                ),
                hit=Count(rows=rows("duty.day", programme="deployment"), of=("person",)),
            ),
            nouns=("干部", "机关", "机关干部"),
            about=("下沉",),
        ),
    ),
)

SENDING = Sending(
    programme=PROGRAMME.key, title="下沉值守", desk=PROGRAMME.desk, place="社区(村)", cover="deployment.cadres"
)
NOTING = noting(SENDING, key="deployed", icon="flag")
