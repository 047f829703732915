"""新建会和发展会员: Unions founded and members admitted; re-registration is no founding, a transfer no admission."""

from shenbian.metrics.metric import Count, Coverage, Metric, Ratio, Standing, Stated, rows
from shenbian.programmes.organising.joining import JOINING
from shenbian.programmes.organising.transferring import TRANSFERRING
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
            aliases=("新建工会组织", "新建工会", "新建会", "建会", "组建工会", "新建基层工会", "建立工会组织"),
            nouns=("工会组织", "基层工会"),
            about=("新建", "组建"),
        ),
        Metric(
            key="organising.members",
            title="发展会员",
            unit="人",
            measure=Count(rows=rows("member.admitted"), of=("person",)),
            aliases=(
                "加入工会",
                "入会",
                "发展会员",
                "新会员",
                "发展工会会员",
                "会员发展",
                "发展为会员",
                "吸收会员",
                "新入会",
            ),
            nouns=("会员", "新会员"),
            about=("发展会员", "发展", "吸收"),
            unlike=("端午",),
        ),
        Metric(
            key="organising.two_new_unions",
            title="两新组织新建会",
            unit="家",
            measure=Count(rows=rows("union.founded", how="new", two_new=True), of=("organisation",)),
            nouns=("新建会", "新建工会", "工会组织", "建会", "工会"),
            about=("两新", "两新企业", "两新组织"),
            part_of="organising.unions",
        ),
        Metric(
            key="organising.two_new_members",
            title="两新组织新发展会员",
            unit="人",
            measure=Count(rows=rows("member.admitted", two_new=True), of=("person",)),
            nouns=("发展会员", "会员", "入会"),
            about=("两新", "两新企业", "两新组织"),
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
            aliases=("在册会员", "会员总数", "实有会员", "现有会员"),
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
            aliases=("职工入会率", "入会率"),
        ),
    ),
    entries=(JOINING, TRANSFERRING),
)
