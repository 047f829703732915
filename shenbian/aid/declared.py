"""The words of a hardship file: classes, causes, states, and which programme keeps such files. Imports no models.

The code lists are those of the national register of hardship (困难职工档案表); a code is stored, its word is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

from shenbian.aid.entitling import OfHelps
from shenbian.funds.declared import entitlements
from shenbian.rights.catalogue import Desk

FILED = "hardship.filed"
LEFT = "hardship.left"

DRAFTS = ("draft", "returned")
ON_FILE = ("filed", "aided", "recheck_due", "rechecked")  # the household may be helped
STANDS = ("submitted", "first_review", "home_visit", "verification", "publicity", "cleared", *ON_FILE)


class Class(TextChoices):
    """How hard it is (困难类别). The first two follow from a sum, the third from what happened as well."""

    DEEP = "deep", "深度困难"
    RELATIVE = "relative", "相对困难"
    ACCIDENT = "accident", "意外致困"


class Cause(TextChoices):
    """Why the household came into hardship (致困原因)."""

    NO_ABILITY = "1", "无劳动能力"
    NO_WORK = "2", "有劳动能力未就业"
    LAID_OFF = "3", "下岗失业"
    UNINSURED = "4", "未参加社会保险"
    INSURANCE_OWED = "5", "社会保险待遇未落实"
    ILLNESS = "6", "重特大疾病"
    DISASTER = "7", "自然灾害"
    ACCIDENT = "8", "意外事故"
    SCHOOLING = "9", "子女上学"
    OTHER = "10", "其他"


class Relation(TextChoices):
    """What somebody is to the worker who applies (与申请人关系)."""

    SELF = "self", "本人"
    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    PARENT = "parent", "父母"
    IN_LAW = "in_law", "配偶的父母"
    GRANDCHILD = "grandchild", "孙子女"
    GRANDPARENT = "grandparent", "祖父母"
    SIBLING = "sibling", "兄弟姐妹"
    OTHER = "other", "其他"


class Reason(TextChoices):
    """Why a file ends (退出原因)."""

    LIFTED = "lifted", "已脱困"
    RETIRED = "retired", "退休转由社区救助"
    LEFT = "left", "离开本区或离会"
    DECEASED = "deceased", "去世"
    FALSE = "false", "情况不实"


class Identity(TextChoices):
    """As what the worker works (身份)."""

    EMPLOYED = "employed", "在岗"
    LAID_OFF = "laid_off", "下(待)岗"
    UNEMPLOYED = "unemployed", "失(无)业"
    RETIRED = "retired", "退休"
    SICK_LEAVE = "sick_leave", "病休"
    EARLY_RETIRED = "early_retired", "内退"
    MIGRANT = "migrant", "农民工"


class Housing(TextChoices):
    """Whose the home is (住房类型)."""

    UNIT = "unit", "承租单位公房"
    LOW_RENT = "low_rent", "政府廉租房"
    OWN = "own", "自购房"
    NONE = "none", "无房"
    RENTED = "rented", "租房"
    BUILT = "built", "自建房"
    OTHER = "other", "其他"


class Area(TextChoices):
    """How large the home is (住房面积)."""

    TO_20 = "20", "20平方米以下"
    TO_50 = "50", "20至50平方米"
    TO_70 = "70", "50至70平方米"
    OVER = "over", "70平方米以上"


class Politics(TextChoices):
    PARTY = "party", "中共党员"
    LEAGUE = "league", "共青团员"
    MASSES = "masses", "群众"
    DEMOCRATIC = "democratic", "民主党派"
    OTHER = "other", "其他"


class Marriage(TextChoices):
    MARRIED = "married", "已婚"
    SINGLE = "single", "未婚"
    DIVORCED = "divorced", "离异"
    WIDOWED = "widowed", "丧偶"


class Hukou(TextChoices):
    TOWN = "town", "非农业"
    RURAL = "rural", "农业"
    CONVERTED = "converted", "农转居"


class Model(TextChoices):
    """Whether the worker is a model worker (劳模类型)."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省部级"
    CITY = "city", "地市级"
    OTHER = "other", "其他"


class Health(TextChoices):
    HEALTHY = "healthy", "健康"
    CHRONIC = "chronic", "慢性病"
    GRAVE = "grave", "重特大疾病"
    DISABLED = "disabled", "残疾"


class Form(TextChoices):
    """What a help is (帮扶方式)."""

    MONEY = "money", "帮扶金"
    GOODS = "goods", "实物"
    SERVICE = "service", "服务"


# The papers without which nobody asks a bank or an office about a household: both are signed at the visit.
APPLICATION, AUTHORISATION = "困难帮扶申请书", "家庭经济状况核对授权委托书"
SIGNED = (APPLICATION, AUTHORISATION)
PROOFS = ("收入证明", "医疗票据", "在读证明", "其他证明")
PAPERS = (*SIGNED, *PROOFS)
MEANS = "means_check"  # the purpose to which the applicant consents (personal.purposes)


@dataclass(frozen=True, kw_only=True)
class Helping:
    """A programme that keeps files of households; `title` is what such a file is called."""

    programme: str
    title: str
    desk: Desk


class Helpings:
    """The registry, by the key of the programme."""

    def __init__(self) -> None:
        self._all: dict[str, Helping] = {}

    def add(self, *helpings: Helping) -> None:
        for each in helpings:
            if each.programme in self._all:
                raise ValueError(f"programme {each.programme} keeps files twice")
            self._all[each.programme] = each
            entitlements.add(OfHelps(each.programme))

    def __getitem__(self, programme: str) -> Helping:
        return self._all[programme]

    def __contains__(self, programme: object) -> bool:
        return programme in self._all

    def __iter__(self) -> Iterator[Helping]:
        return iter(self._all.values())


helpings = Helpings()
