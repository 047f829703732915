"""未建会企业台账: Employers without a union, listed until they have one."""

from shenbian.metrics.metric import AtLeast, Count, Coverage, Metric, Standing, Stated, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="non_union_register",
    title="未建会企业台账",
    refs=("P57",),
    desk=Desk.ORGANISING,
    kinds=("register.listed", "register.struck"),
    metrics=(
        Metric(
            key="non_union_register.struck",
            title="未建会企业台账销账",
            unit="家",
            measure=Count(rows=rows("register.struck", register="non_union"), of=("unit",)),
            aliases=("销账企业",),
            nouns=("销账",),
            about=("未建会", "台账"),
        ),
        Metric(
            key="non_union_register.large_founded",
            title="百人以上有党组织企业建会",
            unit="",
            measure=Coverage(
                listed=Stated(
                    rows=rows("unit.stated", workers=AtLeast(100), party_organisation=True),
                    within=Standing(
                        begun=rows("register.listed", register="non_union"),
                        ended=("register.struck",),
                        by=("register", "unit"),
                        of=("unit",),
                        when="during",
                    ),
                ),
                hit=Standing(
                    begun=rows("union.covered"), ended=("union.uncovered",), by=("unit", "organisation"), of=("unit",)
                ),
            ),
            nouns=("已建会", "建会"),
            about=("党组织", "未建会"),
        ),
    ),
)
