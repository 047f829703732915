"""What the desk offers on the left: my work, the lines of work that concern me, and the rooms, each shown to whom it is
open."""

from __future__ import annotations

from dataclasses import dataclass

from shenbian.accounts.access import OFFICER, Access, needs
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk, Right
from shenbian.rights.rules import Reach

# The rights by one of which a post does work of the union; offices that run or watch the machine have none of them.
_WORK = frozenset({Right.REGISTER_READ, Right.AUDIT_READ, Right.CASE_HANDLE})

ICONS = {
    Desk.ORGANISING: "join",
    Desk.CULTURE: "book",
    Desk.ECONOMY: "work",
    Desk.RIGHTS: "scale",
    Desk.PROTECTION: "safety",
    Desk.SERVICE: "station",
    Desk.WOMEN: "heart",
    Desk.FINANCE: "yuan",
    Desk.AUDIT: "seal",
    Desk.PARTY: "flag",
    Desk.STATISTICS: "chart",
}


@dataclass(frozen=True)
class Item:
    """`url` is the name of a page (`desk:home`) without arguments."""

    url: str
    title: str
    icon: str
    access: Access = OFFICER


# A room that has a first page adds its row here.
MENU: tuple[Item, ...] = (
    Item("desk:records", "工作纪实", "book", needs(Right.REGISTER_READ)),
    Item("desk:check", "核对文稿", "check", needs(Right.REGISTER_READ)),
    Item("desk:registers", "台账", "table", needs(Right.REGISTER_READ)),
    Item("desk:imports", "导入", "upload", needs(Right.REGISTER_IMPORT)),
    Item("desk:jobs", "后台任务", "sync"),
    Item("desk:editions", "届期", "calendar", needs(Right.REGISTER_READ)),
    Item("desk:streams", "直播", "play", needs(Right.REGISTER_READ)),
    Item("desk:teams", "志愿服务队", "heart", needs(Right.REGISTER_READ)),
    Item("desk:aid", "困难帮扶", "help", needs(Right.REGISTER_READ)),
    Item("desk:deployments", "下沉和蹲点", "flag", needs(Right.REGISTER_READ)),
    Item("desk:awards", "公示和助推", "yuan", needs(Right.REGISTER_READ)),
    Item("desk:goods", "物资", "parcel", needs(Right.REGISTER_READ)),
    Item("desk:sessions", "场次", "people", needs(Right.REGISTER_READ)),
    Item("desk:funds", "资金", "yuan", needs(Right.REGISTER_READ)),
    Item("desk:rules", "规则与名录", "rule"),
    Item("desk:posts", "我的职务", "person"),
    Item("desk:assist", "窗口代办", "help", needs(Right.ENTRY_ASSIST)),
    Item("desk:duty", "值守", "shield", needs(Right.DUTY_OPEN, Right.TRACE_READ)),
    Item("desk:accounts", "账号", "lock", needs(Right.ACCOUNT_KEEP)),
    Item("desk:notices_sending", "通知发送", "send", needs(Right.SYSTEM_RUN)),
    Item("desk:jobs_timed", "定时任务", "clock", needs(Right.SYSTEM_RUN)),
    Item("desk:traces", "留痕", "eye", needs(Right.TRACE_READ)),
)


def lines_of(actor: Actor) -> tuple[Desk, ...]:
    """The lines of work that concern somebody, in the house's order: those of the posts that do work of the union."""
    reaches = [Reach.of(post) for post in actor.posts if post.role.rights & _WORK]
    return tuple(desk for desk in Desk if any(reach.takes_in(reach.path, desk) for reach in reaches))
