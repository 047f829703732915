"""What hangs under 我的: one line each."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A line that leads on: the name of a page, how it is called, its icon and what one finds there."""

    name: str
    title: str | Promise
    icon: str
    note: str | Promise = ""

    @property
    def url(self) -> str:
        return reverse(self.name)


WAYS = (
    Way("portal:entries", _("我的申请和报名"), "file"),
    Way("portal:benefits", _("补贴和助推金"), "yuan", _("能申请什么，享受过什么，到了哪一步")),
    Way("portal:my_sessions", _("我的预约与参与"), "clock", _("约了什么、参加过什么、一共多少小时")),
    Way("portal:notices", _("通知"), "bell"),
    Way("portal:year", _("我的一年"), "calendar", _("参加过的、领过的，每条有凭据")),
    Way("portal:my_money", _("发给我的钱"), "yuan", _("补助、慰问金，付到哪一步")),
    Way("portal:tasks", _("派我去的和我的值守"), "flag"),
    Way("portal:volunteering", _("我的志愿服务"), "heart", _("服务了多少小时，可以开具证明")),
    Way("portal:codes", _("我的核销码"), "qr", _("体检等服务到场时出示")),
    Way("portal:my_goods", _("我的物资"), "parcel", _("正在发放什么、在哪里领，领过什么")),
    Way("portal:courses", _("我的课程"), "book", _("学到哪里，考得怎样")),
    Way("portal:mixers", _("我的联谊"), "heart", _("写资料、互选，只有自己看得到")),
    Way("portal:matches", _("我的比赛"), "flag", _("下一场在哪里，对谁")),
    Way("portal:aid", _("困难帮扶"), "help", _("申请、办到哪一步、领过什么")),
    Way("portal:certificates", _("我的证书"), "seal", _("可以打印，别人扫码就能核验")),
    Way("portal:data", _("我的个人信息"), "person", _("看、改、带走、清除")),
    Way("portal:looked", _("谁看过我的信息"), "eye"),
    Way("portal:consents", _("我的同意"), "check"),
    Way("usersessions_list", _("登录过的设备"), "phone", _("不认识的，退出它")),
)


def ways() -> list[Way]:
    """The lines whose pages are there."""
    return [way for way in WAYS if _stands(way)]


def _stands(way: Way) -> bool:
    try:
        return bool(way.url)
    except NoReverseMatch:
        return False
