"""What every page of the desk knows: the menu of whoever acts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shenbian.desk.menu import ICONS, MENU, lines_of


def shell(request: Any) -> dict[str, Any]:
    """`desk_menu`: three parts (what waits, lines of work, rooms), the current row marked. Empty outside the desk."""
    if not request.path.startswith("/desk/") or not request.user.is_authenticated:
        return {}
    rooms = [(item.title, item.icon, reverse(item.url)) for item in MENU if item.access.lets_in(request.actor)]
    lines = [(desk.label, ICONS[desk], reverse("desk:line", args=[desk.value])) for desk in lines_of(request.actor)]
    home, field = reverse("desk:home"), reverse("desk:field")
    mine = [
        _row("待办", "inbox", home, here=request.path == home),
        _row("现场", "place", field, here=request.path.startswith(field)),
    ]
    return {
        "desk_menu": [
            {"title": "", "items": mine},
            {"title": "工作条线", "items": [_row(*each, here=request.path.startswith(each[2])) for each in lines]},
            {"title": "台账与总结", "items": [_row(*each, here=request.path.startswith(each[2])) for each in rooms]},
        ]
    }


def _row(title: str, icon: str, url: str, *, here: bool) -> dict[str, Any]:
    return {"title": title, "icon": icon, "url": url, "here": here}
