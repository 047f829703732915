"""Works handed in, honours given, lessons published, studies answered."""

from shenbian.facts.kind import Facet, Has, Kind, Status
from shenbian.standard.kinds.facets import PROGRAMME, TRADE, number
from shenbian.standard.kinds.gatherings import UMBRELLA

KINDS = (
    Kind(
        key="work.received",
        title="作品征集",
        one="件",
        natural=("edition", "digest"),
        edition=Has.MUST,
        person=Has.MAY,
        facets=(
            PROGRAMME,
            UMBRELLA,
            Facet(key="no", title="作品编号"),
            number("digest", "作品指纹"),
            Facet(key="category", title="类别"),
        ),
        status=Status(
            final=("已收", "入选", "获奖"), left_out={"撤回": "作者撤回,不计", "不合格": "格式或版权审查不合格"}
        ),
    ),
    Kind(
        key="award",
        title="获奖与命名",
        one="项",
        natural=("edition", "honour", "trade", "person", "subject"),
        edition=Has.MUST,
        person=Has.MAY,
        unit=Has.MAY,
        facets=(
            PROGRAMME,
            TRADE,
            Facet(key="honour", title="奖项", required=True),
            Facet(key="subject", title="项目名称"),
        ),
        status=Status(final=("已表彰", "已命名"), left_out={"候选": "尚未评定", "撤销": "公示有异议,已撤销"}),
    ),
    Kind(
        key="issue.published",
        title="课程与推送",
        one="期",
        natural=("programme", "no"),
        facets=(PROGRAMME, number("no", "期号"), Facet(key="topic", title="主题"), Facet(key="channel", title="渠道")),
        status=Status(final=("已发布",), left_out={"审核中": "三审未完成", "已撤稿": "已撤稿,不计"}),
    ),
    Kind(
        key="survey.answered",
        title="调查问卷",
        one="份",
        natural=("edition", "no"),
        edition=Has.MUST,
        unit=Has.MAY,
        facets=(PROGRAMME, number("no", "问卷编号")),
        status=Status(final=("有效",), left_out={"无效": "问卷无效", "代填": "他人代填,不计"}),
    ),
    Kind(
        key="task.reported",
        title="任务完成上报",
        one="项",
        natural=("programme", "no", "unit"),
        unit=Has.MAY,
        facets=(PROGRAMME, number("no", "任务编号"), Facet(key="topic", title="任务")),
        status=Status(final=("已上报", "已完成"), left_out={"进行中": "尚未完成", "逾期": "逾期未报"}),
    ),
)
