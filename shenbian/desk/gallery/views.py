"""Every component in every state, for whoever builds or judges a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.gallery.samples import opened, samples


@require_safe
@page(OFFICER)
def gallery(request: PageRequest) -> HttpResponse:
    """The whole design system on one page."""
    return render(request, "desk/gallery/gallery.html", samples())


@require_safe
@page(OFFICER)
def drawer(request: PageRequest) -> HttpResponse:
    """What a number opens to: in the drawer a piece, without script a page."""
    piece = request.headers.get("HX-Target") == "drawer"
    return render(request, f"desk/gallery/{'drawer_piece' if piece else 'drawer'}.html", opened())
