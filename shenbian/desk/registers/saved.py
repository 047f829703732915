"""Selections kept under a name, each for the one who made it."""

from __future__ import annotations

from django.db.models import QuerySet

from shenbian.desk.models import SavedView
from shenbian.desk.registers.asked import Asked
from shenbian.rights.actor import Actor

MOST = 20


def views_of(actor: Actor, register: str) -> QuerySet[SavedView]:
    """The selections of a register that this person keeps, by name."""
    return SavedView.objects.filter(person=actor.person or 0, register=register).order_by("title")


def save_view(asked: Asked, *, title: str, by: Actor) -> str:
    """Keep a selection; one of the same name is replaced. Gives why not, in Chinese, or nothing."""
    title = title.strip()[:30]
    if not title:
        return "请给这组筛选起个名称。"
    if not asked.parts():
        return "还没有查找、筛选或排序，没有可以保存的。"
    mine = views_of(by, asked.register.key)
    if mine.count() >= MOST and not mine.filter(title=title).exists():
        return f"每个台账最多保存{MOST}组筛选，请先去掉不用的。"
    SavedView.objects.update_or_create(
        person=by.person or 0, register=asked.register.key, title=title, defaults={"query": asked.address()}
    )
    return ""
