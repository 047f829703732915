"""What a session and a booking of it say to a worker about what happens next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from shenbian.gatherings.declared import Mode

# What becomes of asking for a place, by the way in which the session is booked.
WAYS: dict[str, str | Promise] = {
    Mode.OPEN: gettext_lazy("不用预约，到时直接来，现场签到。"),
    Mode.FIRST: gettext_lazy("先到先得，约上就有位置。来不了请提前取消，把位置让给别人。"),
    Mode.DRAW: gettext_lazy("报名截止后抽签，中没中都会通知您；没有抽中的按次序候补。"),
    Mode.APPROVAL: gettext_lazy("提交后由工会审核，结果会通知您。"),
    Mode.INVITATION: gettext_lazy("由工会发出邀请，收到邀请的请在期限内答复。"),
}
# What comes next, by the state of the booking.
NEXT: dict[str, str | Promise] = {
    "applied": gettext_lazy("工会正在审核，结果会通知您，不用再交。"),
    "drawing": gettext_lazy("已报名抽签。抽签后会通知您结果，现在不用做什么。"),
    "listed": gettext_lazy("前面有人取消，就按次序轮到您，到时会通知您确认。"),
    "offered": gettext_lazy("有位置了。请在期限内确认，过期就让给下一位。"),
    "invited": gettext_lazy("工会邀请您参加。请在期限内答复，位置先为您留着。"),
    "booked": gettext_lazy("位置已为您留好，到时请来签到。"),
    "declined": gettext_lazy("您谢绝了这个位置。改了主意，可以再约。"),
    "lapsed": gettext_lazy("期限内没有收到您的答复，位置已让给别人。还可以再约。"),
    "refused": gettext_lazy("工会没有通过这次申请。"),
    "withdrawn": gettext_lazy("这次预约已取消。"),
    "dropped": gettext_lazy("这一场取消了，您的预约随之取消，不用再办。"),
}
