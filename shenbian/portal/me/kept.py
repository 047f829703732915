"""What stays when a person's data is erased, and which rule wants it kept: said before they ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kept:
    """`what` stays, because of `why`."""

    what: str | Promise
    why: str | Promise


KEPT = (
    Kept(_("台账记录"), _("只认得一个随机编号，不含姓名、证件和电话；清除以后没有人能从编号找到您。")),
    Kept(_("会籍的起止日期和工会名称"), _("《工会法》要求工会登记会员；姓名和证件会清空，只留日期。")),
    Kept(_("付款凭证"), _("《会计档案管理办法》要求会计凭证保存30年，凭证上的收款人不能提前删去。")),
    Kept(_("办理留痕"), _("《个人信息保护法》第五十四条要求能够审计；留痕里只有随机编号和时间。")),
)
