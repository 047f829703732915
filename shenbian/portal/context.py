"""What every page of the portal knows: the four places below, the language, the size."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shenbian.portal.language import ELDER, ENGLISH

# Where a page stands that has an address of its own.
UNDER = {"/sessions/": "/take-part/", "/live/": "/take-part/", "/bookings/": "/take-part/", "/check-in/": "/take-part/"}
LOGOUT = "/accounts/logout/"
BAR = (
    ("/", _("首页"), "home"),
    ("/take-part/", _("参加"), "flag"),
    ("/apply/", _("办事"), "work"),
    ("/me/", _("我的"), "me"),
)


def shell(request: Any) -> dict[str, Any]:
    """`portal_bar`, `elder`, `english`, `login`, `logout`. No query."""
    if request.path.startswith("/desk/"):
        return {}
    path = request.path
    path = next((room for beginning, room in UNDER.items() if path.startswith(beginning)), path)
    return {
        "portal_bar": [
            {"url": url, "title": title, "icon": icon, "here": path == url if url == "/" else path.startswith(url)}
            for url, title, icon in BAR
        ],
        "elder": request.COOKIES.get(ELDER) == "1",
        "english": get_language() == ENGLISH,
        "login": settings.LOGIN_URL,
        "logout": LOGOUT,
    }
