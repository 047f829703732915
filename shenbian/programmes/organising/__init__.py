"""新建会和发展会员: Unions founded and members admitted; re-registration is no founding, a transfer no admission."""

from shenbian.metrics.metric import Count, Coverage, Metric, Ratio, Standing, Stated, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="organising",
    title="新建会和发展会员",
    refs=("P60",),
    desk=Desk.ORGANISING,
    kinds=(
        "union.founded",
        "union.covered",
        "union.uncovered",
        "unit.stated",
        "member.admitted",
        "member.transferred_in",
        "member.left",
    ),
    metrics=(
        Metric(
            key="organising.unions",
            title="新建工会组织",
            unit="家",
            measure=Count(rows=rows("union.founded", how="new"), of=("organisation",)),
            aliases=("工会组织", "新建会", "新建工会"),
            about=("组建",),
        ),
        Metric(
            key="organising.members",
            title="发展会员",
            unit="人",
            measure=Count(rows=rows("member.admitted"), of=("person",)),
            aliases=("发展会员", "新会员", "会员"),
            about=("发展",),
        ),
        Metric(
            key="organising.two_new_unions",
            title="两新组织新建会",
            unit="家",
            measure=Count(rows=rows("union.founded", how="new", two_new=True), of=("organisation",)),
            aliases=("新建会",),
            about=("两新",),
            part_of="organising.unions",
        ),
        Metric(
            key="organising.two_new_members",
            title="两新组织新发展会员",
            unit="人",
            measure=Count(rows=rows("member.admitted", two_new=True), of=("person",)),
            aliases=("发展会员", "会员"),
            about=("两新",),
            part_of="organising.members",
        ),
        Metric(
            key="organising.standing_members",
            title="在册会员",
            unit="人",
            measure=Standing(
                begun=rows("member.admitted", "member.transferred_in"),
                ended=("member.left",),
                by=("person", "organisation"),
                of=("person",),
            ),
            aliases=("会员总数", "在册会员"),
            about=("会员",),
        ),
        Metric(
            key="organising.union_rate",
            title="建会率",
            unit="",
            measure=Coverage(
                listed=Stated(rows=rows("unit.stated", should_have_union=True)),
                hit=Standing(
                    begun=rows("union.covered"), ended=("union.uncovered",), by=("unit", "organisation"), of=("unit",)
                ),
            ),
            aliases=("建会率",),
            about=("建会",),
        ),
        Metric(
            key="organising.member_rate",
            title="职工入会率",
            unit="",
            measure=Ratio(
                numerator=Standing(
                    begun=rows("member.admitted", "member.transferred_in"),
                    ended=("member.left",),
                    by=("person", "organisation"),
                    of=("person",),
                ),
                denominator=Stated(
                    rows=rows("unit.stated"),
                    total="workers",
                    within=Standing(
                        begun=rows("union.covered"),
                        ended=("union.uncovered",),
                        by=("unit", "organisation"),
                        of=("unit",),
                    ),
                ),
            ),
            aliases=("入会率", "职工入会率"),
            about=("入会",),
        ),
    ),
)
