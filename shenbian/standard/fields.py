"""Fields that many forms share, each said once; those that Shenbian may know already are shown, not asked."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.editions.form import Field, FieldKind
from shenbian.kit.period import today
from shenbian.kit.privacy import Sensitivity
from shenbian.orgs.levels import Level
from shenbian.orgs.models import Organisation
from shenbian.rulebook.queries import NoRule, look_up


def towns() -> list[tuple[str, str]]:
    """The towns' unions that stand today, to choose one's own from. One query."""
    standing = Organisation.objects.standing_on(today()).filter(level__in=(Level.TOWN, Level.ZONE))
    return [("", "请选择"), *((str(pk), name) for pk, name in standing.order_by("number").values_list("pk", "name"))]


def occupations() -> Sequence[tuple[str, str]]:
    """The occupations that the rulebook lists today. One query."""
    try:
        listed = look_up("occupations", at="", on=today())
    except NoRule:
        listed = []
    return [("", "都不是"), *((each["code"], each["title"]) for each in listed)]


def consent(key: str, title: str, help: str = "") -> Field:
    """Something that must be agreed to."""
    return Field(key=key, title=title, help=help, kind=FieldKind.CONSENT, sensitivity=Sensitivity.PLAIN)


NAME = Field(key="name", title="姓名", known="person.name", longest=100)
DOCUMENT = Field(
    key="document",
    title="证件号码",
    kind=FieldKind.DOCUMENT,
    known="person.document",
    sensitivity=Sensitivity.SEALED,
    longest=30,
)
PHONE = Field(key="phone", title="手机号", kind=FieldKind.PHONE, known="person.phone")
UNION = Field(key="union", title="所在工会", known="member.union", required=False)
UNIT = Field(
    key="unit",
    title="工作单位",
    kind=FieldKind.UNIT,
    known="member.unit",
    required=False,
    help="写单位全称或统一社会信用代码；没有固定单位的可以不填",
)
TOWN = Field(
    key="town",
    title="工作所在镇街",
    kind=FieldKind.CHOICE,
    choices=towns,
    required=False,
    help="单位没有工会或没有固定单位的，由这里的工会受理",
)
OCCUPATION = Field(
    key="occupation",
    title="您从事的职业",
    kind=FieldKind.CHOICE,
    choices=occupations,
    required=False,
    help="不在其中的选“都不是”",
)
