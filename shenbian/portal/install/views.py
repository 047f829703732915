"""What makes the portal installable, and keeps what was typed: manifest, service worker, offline page."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page

WORKER = Path(__file__).with_name("sw.js")
ICONS = (192, 512)


@require_safe
@page(PUBLIC)
def manifest(request: PageRequest) -> JsonResponse:
    """The web app manifest."""
    told = {
        "name": _("身边 · 工会"),
        "short_name": _("身边"),
        "lang": "zh-CN",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#FBF9F6",
        "theme_color": "#C1272D",
        "icons": [
            {"src": static(f"portal/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
@never_cache
@page(PUBLIC)
def worker(request: PageRequest) -> HttpResponse:
    """The service worker; at the root, because it answers for all pages of the portal."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@require_safe
@page(PUBLIC)
def offline(request: PageRequest) -> HttpResponse:
    """What is shown where there is no network and the page was not kept."""
    return render(request, "portal/install/offline.html")


@require_safe
@never_cache
@page(PUBLIC)
def token(request: PageRequest) -> JsonResponse:
    """Whose session this is, and a token to send with: asked by a phone before it sends what it kept."""
    owner = request.actor.person if request.user.is_authenticated else None
    return JsonResponse({"token": get_token(request), "owner": str(owner or ""), "login": settings.LOGIN_URL})
