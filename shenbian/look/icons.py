"""Our own small set of icons, one a line in `icons.svg`, put into the page where they are shown.

An icon never stands for a word that is not there: it is hidden from readers, and what it means is written next to it
or, where there is no room, in the `title` that `{% icon "bell" title="消息" %}` reads aloud.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_DRAWN = re.compile(r'^<g id="(\w+)">(.+)</g>$', re.MULTILINE)
ICONS: dict[str, str] = dict(_DRAWN.findall(Path(__file__).with_name("icons.svg").read_text(encoding="utf-8")))


@lru_cache(maxsize=1000)  # a page shows the same few again and again
def icon(name: str, *, title: str = "", size: str = "") -> SafeString:
    """The icon as SVG. Raises KeyError for one that is not drawn: a slip of the programmer."""
    seen = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    kind = f"icon {size}" if size else "icon"
    return mark_safe(f'<svg class="{escape(kind)}" viewBox="0 0 24 24" {seen}>{ICONS[name]}</svg>')
