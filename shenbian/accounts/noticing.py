"""What I was told, and how I wish to be told: the same pages at the desk and in the portal, each in its own dress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import Access, PageRequest, page
from shenbian.notices.actions import read, read_all
from shenbian.notices.forms import Wishes
from shenbian.notices.paging import number, page_of
from shenbian.notices.queries import notices_of


@dataclass(frozen=True)
class NoticePages:
    """The pages of one surface, whose name begins its addresses ("desk:notices") and its templates.

    `link_of` answers where on this surface one finds the thing "app.model:pk"; empty where it has no page.
    """

    surface: str
    access: Access
    link_of: Callable[[str], str]

    def urls(self) -> list[URLPattern]:
        """Their addresses, each closed as the surface says."""
        closed = page(self.access)
        return [
            path("", require_safe(closed(self._notices)), name="notices"),
            path("read/", require_POST(closed(self._read_them_all)), name="notices_read"),
            path("preferences/", _asked(closed(self._preferences)), name="notice_preferences"),
            path("<int:pk>/", require_POST(closed(self._open_one)), name="notice"),
        ]

    def _notices(self, request: PageRequest) -> HttpResponse:
        """The newest first, page by page."""
        shown = page_of(request.everything, before=request.GET.get("before", ""))
        rows = [(each, bool(self.link_of(each.subject))) for each in shown.notices]
        return render(request, f"{self.surface}/notices/notices.html", {"shown": shown, "rows": rows})

    def _open_one(self, request: PageRequest, pk: int) -> HttpResponse:
        """Mark it as read and go to what it is about; where that has no page, back to the list."""
        notice = get_object_or_404(notices_of(request.everything), pk=pk)
        read([notice.pk], by=request.everything)
        return redirect(self.link_of(notice.subject) or f"{self.surface}:notices")

    def _read_them_all(self, request: PageRequest) -> HttpResponse:
        """Mark as read all that the page could show; what came since stays unread."""
        read_all(by=request.everything, up_to=number(request.POST.get("up_to", "")) or 0)
        return redirect(f"{self.surface}:notices")

    def _preferences(self, request: PageRequest) -> HttpResponse:
        """By which channels, and when not."""
        form = Wishes(request.POST if request.method == "POST" else None, of=request.everything)
        if form.is_bound and form.is_valid():
            form.save()
            messages.success(request, gettext("通知设置已保存，从下一条通知起生效。"))
            return redirect(f"{self.surface}:notice_preferences")
        told = {"form": form, "connected": bool(form.channels)}
        return render(request, f"{self.surface}/notices/preferences.html", told)


_asked = require_http_methods(["GET", "HEAD", "POST"])
