"""In which language and how large the portal speaks: chosen by the reader, kept in two plain cookies."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shenbian.accounts.access import PUBLIC, PageRequest, page

ENGLISH, CHINESE = "en", "zh-hans"
ELDER = "elder"
YEAR = 365 * 24 * 3600  # seconds
CHINESE_ONLY = ("/desk/", "/api/")


class Language:
    """Middleware: Chinese first, English when the reader chose it. What a browser was set to at the shop is no choice.

    The desk speaks Chinese alone: its words are those of the union's papers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == ENGLISH
        english = chosen and not request.path.startswith(CHINESE_ONLY)
        with translation.override(ENGLISH if english else CHINESE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", ENGLISH if english else "zh-CN")
        return response


@csrf_exempt  # a size and a language: nothing that another site could do harm with, and the page needs no token
@require_POST
@page(PUBLIC)
def switch(request: PageRequest) -> HttpResponse:
    """Take the language or the size that was asked for, and go back to where the reader was."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("language") in (ENGLISH, CHINESE):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, request.POST["language"])
    if request.POST.get("elder") in ("0", "1"):
        _keep(response, ELDER, request.POST["elder"])
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True)


def _back(request: PageRequest) -> str:
    asked = request.POST.get("next", "/")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/") else "/"
