"""What I was told, and how I wish to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.notices.links import link_of
from shenbian.notices.actions import read, read_all
from shenbian.notices.forms import Wishes
from shenbian.notices.paging import number, page_of
from shenbian.notices.queries import notices_of


@require_safe
@page(OFFICER)
def notices(request: PageRequest) -> HttpResponse:
    """The newest first, page by page."""
    shown = page_of(request.everything, before=request.GET.get("before", ""))
    rows = [(each, bool(link_of(each.subject))) for each in shown.notices]
    return render(request, "desk/notices/notices.html", {"shown": shown, "rows": rows})


@require_POST
@page(OFFICER)
def open_one(request: PageRequest, pk: int) -> HttpResponse:
    """Mark it as read and go to what it is about; where that has no page, back to the list."""
    notice = get_object_or_404(notices_of(request.everything), pk=pk)
    read([notice.pk], by=request.everything)
    return redirect(link_of(notice.subject) or "desk:notices")


@require_POST
@page(OFFICER)
def read_them_all(request: PageRequest) -> HttpResponse:
    """Mark as read all that the page could show; what came since stays unread."""
    read_all(by=request.everything, up_to=number(request.POST.get("up_to", "")) or 0)
    return redirect("desk:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@page(OFFICER)
def preferences(request: PageRequest) -> HttpResponse:
    """By which channels, and when not."""
    form = Wishes(request.POST if request.method == "POST" else None, of=request.everything)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, gettext("通知设置已保存，从下一条通知起生效。"))
        return redirect("desk:notice_preferences")
    return render(request, "desk/notices/preferences.html", {"form": form, "connected": bool(form.channels)})
