"""The eight tiles of the first page: a need in a worker's words, and what to do while nothing answers it yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOTLINE = "12351"  # 职工维权热线, free of charge all over the country


@dataclass(frozen=True, kw_only=True)
class Tile:
    """`need` is the word by which kinds of entry say that they answer it (`EntryKind.needs`). `meanwhile`: what helps
    today while no edition is open, honestly. `place`: whether one's union is the place to go to. `page` names the page
    that answers it, where no edition does."""

    need: str
    title: str | Promise
    icon: str
    meanwhile: str | Promise
    place: bool = True
    page: str = ""


TILES = (
    Tile(
        need="join_union",
        title=_("我要入会"),
        icon="people",
        meanwhile=_(
            "网上入会还没有开放。请到单位工会或所在街道（镇）总工会登记，带上身份证即可；没有单位工会的，街道（镇）总工会也收。"
        ),
    ),
    Tile(
        need="sign_up",
        title=_("我要报名"),
        icon="calendar",
        meanwhile=_("现在没有可以报名的活动。下一次开放时，这里会第一个显示。"),
    ),
    Tile(
        need="subsidy",
        title=_("申请补贴"),
        icon="yuan",
        meanwhile=_("网上申请还没有开放。请先把证书或凭据留好，到单位工会问申请时间；遇到急难可以拨打12351。"),
    ),
    Tile(
        need="wages",
        title=_("我被欠薪了"),
        icon="scale",
        meanwhile=_("现在就可以拨打12351，工会有人听、有人管，不收费。把劳动合同、考勤、工资条或聊天记录先拍照留好。"),
    ),
    Tile(
        need="station",
        title=_("找驿站歇脚"),
        icon="station",
        meanwhile=_("驿站地图还没有开放。拨打12351可以问到最近的户外劳动者驿站，喝水、歇脚、充电都不要钱。"),
    ),
    Tile(
        need="job",
        title=_("找工作"),
        icon="building",
        meanwhile=_("招聘信息还没有开放。所在街道（镇）总工会可以介绍岗位和培训，不收费。"),
    ),
    Tile(need="quiz", title=_("答题"), icon="check", meanwhile=_("现在没有开放的答题。"), place=False),
    Tile(need="live", title=_("看直播"), icon="play", meanwhile=_("现在没有直播。"), place=False, page="portal:lives"),
)
BY_NEED = {tile.need: tile for tile in TILES}
