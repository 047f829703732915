"""The first page of the portal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page


@require_safe
@page(PUBLIC)
def home(request: PageRequest) -> HttpResponse:
    """Who I am, what waits for me, what is near."""
    return render(request, "portal/home.html")
