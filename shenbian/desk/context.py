"""What every page of the desk knows: the menu of whoever acts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shenbian.desk.menu import MENU


def shell(request: Any) -> dict[str, Any]:
    """`desk_menu`: the items open to the actor, the current one marked. Empty outside the desk."""
    if not request.path.startswith("/desk/") or not request.user.is_authenticated:
        return {}
    items = [(item, reverse(item.url)) for item in MENU if item.access.lets_in(request.actor)]
    return {
        "desk_menu": [
            {"title": item.title, "icon": item.icon, "url": url, "here": request.path.startswith(url)}
            for item, url in items
        ]
    }
