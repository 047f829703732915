"""The first page in two halves: what is the same for many is drawn once in a while, what is one's own each time."""

from __future__ import annotations

import time
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from shenbian.portal.home import Reader, public_links
from shenbian.portal.language import ELDER
from shenbian.portal.near import Near
from shenbian.portal.tiles import TILES

LIVES = 30  # seconds
MOST = 200  # variants that are remembered: languages, sizes and lists of what is near
FEWER_TILES = 6  # in elder mode
_CUT = "<!-- mine -->"
_kept: dict[tuple[Any, ...], tuple[float, str, str]] = {}


def drawn(request: Any, me: Reader | None, editions: tuple[Near, ...]) -> str:
    """The page of this reader; a stranger's is wholly shared."""
    before, after = _halves(request, editions, signed_in=me is not None)
    if me is None:
        return before + after
    return before + render_to_string("portal/mine.html", {"me": me}) + after


def _halves(request: Any, editions: tuple[Near, ...], *, signed_in: bool) -> tuple[str, str]:
    elder = request.COOKIES.get(ELDER) == "1"
    key = (get_language(), elder, signed_in, editions)
    kept = _kept.get(key)
    if kept is not None and kept[0] > time.monotonic():
        return kept[1], kept[2]
    told: dict[str, Any] = {"tiles": TILES[:FEWER_TILES] if elder else TILES, "public": [] if elder else public_links()}
    told |= {"editions": editions, "signed_in": signed_in, "messages": []}
    before, after = render_to_string("portal/home.html", told, request).split(_CUT)
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = (time.monotonic() + LIVES, before, after)
    return before, after


def forget() -> None:
    """Draw anew at the next call."""
    _kept.clear()
