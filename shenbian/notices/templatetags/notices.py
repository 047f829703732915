"""The bell: how many notices are unread."""

from __future__ import annotations

from typing import Any

from django import template

from shenbian.notices.queries import unread_count

register = template.Library()


@register.simple_tag(takes_context=True)
def unread(context: dict[str, Any]) -> int:
    """How many notices the signed-in person has not read. One query where it stands; none for a stranger."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return 0
    if not hasattr(request, "unread_notices"):
        request.unread_notices = unread_count(request.everything)
    return int(request.unread_notices)
