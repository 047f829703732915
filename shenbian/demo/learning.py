"""A course that runs today: lessons, a bank of questions, and people who are each somewhere on their way.

All of it comes through the doors that everybody uses. Time that was learnt is not among it: nobody can say it for
another, so whoever opens a lesson begins at nought. Nothing of it happens in the demo year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction

from shenbian.courses import actions
from shenbian.courses.actions import LessonSaid, QuestionSaid, Settings, course_of
from shenbian.courses.models import Course, Enrolment
from shenbian.editions.actions import HostedBy, SettingUp, begin_entry, hand_in, save_step, set_up
from shenbian.editions.declared import entry_kinds
from shenbian.editions.models import Edition, Part
from shenbian.flow.actions import perform
from shenbian.kit.period import BEIJING, today
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation
from shenbian.people.models import Person
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of

KIND, TRADE = "online_skill_enrolling", "室内设计师"
BODY = "区总工会职工技能评价中心"
ANSWERS = {"trade": TRADE, "phone": "15400000001", "myself": "on"}

LESSONS = (
    (
        "看懂一张平面图",
        6,
        "平面图是从一米二高处水平剖开、向下看到的样子。粗线是墙，细线是家具，弧线是门扇开启的方向。\n\n"
        "先找指北针，再找比例尺：1:50的图上，1厘米是实际的半米。标注的单位是毫米，3600就是3.6米。",
    ),
    (
        "人和家具要多大地方",
        6,
        "一个人走过要60厘米，两个人错身要120厘米。餐椅拉开坐下要75厘米，厨房操作台前至少留90厘米。\n\n"
        "先把人走的路留出来，再放家具；路断了，房间再大也不好用。",
    ),
    (
        "光和色彩",
        5,
        "同一种颜色，朝北的房间看着发青，朝南的发黄，定色要在现场看样板。\n\n"
        "工作面要有足够的照度，灯不要从背后照过来。颜色不超过三种，大面积用浅的。",
    ),
)
QUESTIONS = (
    ("one", "1:50的图上1厘米是实际的多少", ("半米", "1米", "5米"), (0,)),
    ("one", "平面图是从多高处水平剖开的", ("地面", "一米二左右", "屋顶"), (1,)),
    ("one", "图上标注3600，是多长", ("3.6米", "36米", "36厘米"), (0,)),
    ("one", "一个人走过的通道至少多宽", ("30厘米", "60厘米", "2米"), (1,)),
    ("one", "厨房操作台前至少留多宽", ("40厘米", "60厘米", "90厘米"), (2,)),
    ("one", "定墙面颜色应当怎么做", ("看手机照片", "在现场看样板", "听邻居的"), (1,)),
    ("some", "朝向会让同一种颜色看着不同，下面哪些说法对", ("朝北的发青", "朝南的发黄", "没有差别"), (0, 1)),
    ("some", "平面图上能看出什么", ("门往哪边开", "墙的位置", "天花板的高度"), (0, 1)),
    ("true", "灯应当从背后照向工作面", ("对", "错"), (1,)),
    ("true", "先留出人走的路，再放家具", ("对", "错"), (0,)),
)


def load(say: Callable[[str], None]) -> None:
    """Once; and only where there are unions and members."""
    home = federation()
    if home is None or Edition.objects.filter(kind_key=KIND).exists():
        return
    members = memberships_on(today()).exclude(person__in=Post.objects.values("person")).select_related("person")
    people = [each.person for each in members.order_by("-pk")[:4]]
    if len(people) < 4:
        return
    with transaction.atomic():
        edition = _edition(home)
        _taught(edition)
        _learners(edition, people)
    say(f"今年的线上课程已经装好：{len(LESSONS)}个课时，{len(QUESTIONS)}道题，{len(people)}名学员。")


def _edition(home: Organisation) -> Edition:
    by, year, declared = Actor.operator("demo"), today().year, entry_kinds[KIND]
    said = SettingUp(
        programme=entry_kinds.programme_of(KIND),
        kind=KIND,
        title=f"{year}年线上技能培训",
        year=year,
        organisation=home,
        opens_at=datetime(year, 1, 1, tzinfo=BEIJING),
        closes_at=datetime.combine(today() + timedelta(days=60), time(18), tzinfo=BEIJING),
        terms=declared.what,
    )
    planned = set_up(said, by=by, hosts=[HostedBy(part=Part.HOST, organisation=home)])
    return perform("open", on=planned, by=by)


def _taught(edition: Edition) -> Course:
    course, by = course_of(edition), Actor.operator("demo")
    assert course is not None  # its programme declares one
    actions.arrange(course, Settings(body=BODY, questions=5, minutes=15), by=by)
    for title, minutes, body in LESSONS:
        actions.add_lesson(course, LessonSaid(title=title, medium="text", minutes=minutes, body=body), by=by)
    said = [
        QuestionSaid(asks=asks, text=text, options=options, right=right) for asks, text, options, right in QUESTIONS
    ]
    actions.add_questions(course, said, by=by)
    return course


def _learners(edition: Edition, people: list[Person]) -> None:
    """One who enrolled, one in the class, one who passed on the spot, one who dropped out."""
    by = Actor.operator("demo")
    enrolled = [_enrolled(edition, person) for person in people]
    perform("attend", on=enrolled[1:], by=by)
    perform("complete", on=enrolled[2], by=by, said={"score": 86})
    perform("drop_out", on=enrolled[3], by=by, said={"reason": "工作调动，不再学这一门"})


def _enrolled(edition: Edition, person: Person) -> Enrolment:
    owner = actor_of(person)
    entry = begin_entry(edition, by=owner)
    for step in entry.kind.form.steps:
        entry = save_step(entry, step=step.key, said=ANSWERS, by=owner)
    return Enrolment.objects.get(entry=hand_in(entry, by=owner))
