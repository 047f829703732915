"""What templates compose pages from: icons, written days and money, and the components that take attributes or a body.

Components without a body are plain includes (`{% include "look/stat.html" with … %}`); `docs/look.md` lists all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, Field
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shenbian.kit import mask
from shenbian.look import icons, words
from shenbian.look.forms import missing
from shenbian.look.qr import drawn

register = template.Library()


@register.simple_tag
def icon(name: str, title: str = "", size: str = "") -> SafeString:
    """`{% icon "bell" %}`; with `title` it is read aloud, with `size="large"` it is 28 px."""
    return icons.icon(name, title=title, size=size)


@register.filter
def zh_day(value: date | datetime | None) -> str:
    """`{{ entry.due|zh_day }}` → 9月6日(周二). Nothing for None."""
    return words.day(value) if value else ""


@register.filter
def whole_day(value: date | None) -> str:
    """`{{ certificate.issued_on|whole_day }}` → 2026年9月6日, as papers are dated. Nothing for None."""
    return words.whole_day(value) if value else ""


@register.filter
def zh_time(value: datetime | None) -> str:
    """`{{ trace.at|zh_time }}` → 9月6日(周二) 14:30. Nothing for None."""
    return words.moment(value) if value else ""


@register.filter
def zh_until(value: datetime | None) -> str:
    """`{{ edition.closes_at|zh_until }}` → 9月6日(周二) 14:30, or 24:00 of the day that ends then."""
    return words.deadline(value) if value else ""


@register.filter
def zh_last_day(value: datetime | None) -> str:
    """`{{ edition.closes_at|zh_last_day }}` → 9月6日(周二), the last day before that instant. Nothing for None."""
    return words.last_day(value) if value else ""


@register.filter
def zh_span(begins: datetime | None, ends: datetime | None) -> str:
    """`{{ session.starts_at|zh_span:session.ends_at }}` → 9月6日(周二) 14:30—16:00, the hours in one piece. Nothing for
    no beginning."""
    day, _, hours = words.span(begins, ends).rpartition(" ") if begins else ("", "", "")
    return format_html('{} <span class="nowrap">{}</span>', day, hours) if day else ""


@register.filter
def in_language(text: str | None) -> str:
    """`{{ refusal|in_language }}`: what a kernel says in Chinese, in the reader's language. Nothing for None."""
    return words.in_language(text) if text else ""


@register.filter
def iso(value: date | datetime | None) -> str:
    """For the `datetime` of a `<time>`."""
    return value.isoformat() if value else ""


@register.filter
def yuan(fen: int | None) -> str:
    """`{{ paid.amount_fen|yuan }}` → 1,234.50元. Nothing for None."""
    return "" if fen is None else words.amount(fen)


@register.filter
def grouped(count: int | None) -> str:
    """`{{ members|grouped }}` → 12,345."""
    return "" if count is None else f"{count:,}"


@register.filter
def hours(minutes: int | None) -> str:
    """`{{ lesson.minutes|hours }}` → 1小时30分."""
    return "" if minutes is None else words.hours(minutes)


@register.filter
def masked(text: str | None, kind: str = "name") -> str:
    """`{{ person.name|masked }}` → 王*明; `|masked:"number"`, `"phone"`, `"account"` for other kinds."""
    return getattr(mask, kind)(str(text)) if text else ""


@register.filter
def pairs(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """(label, value[, href]) tuples, or dicts with `label`, `value`, `href`, `note`, as the facts list wants them."""
    names = ("label", "value", "href", "note")
    return [row if isinstance(row, dict) else dict(zip(names, row, strict=False)) for row in rows]


@register.filter
def mistakes(field: BoundField) -> list[str]:
    """What is wrong with a field, in plain words: what is missing is named, whatever Django calls it."""
    plain = Field.default_error_messages["required"]
    known = zip(field.errors.as_data(), field.errors, strict=True)
    return [missing(field) if error.message == plain else str(said) for error, said in known]


@register.simple_tag
def joined(*parts: object) -> str:
    """`{% joined page "?org=" org.pk as to %}`: an address made of parts, for the `href` of a component."""
    return "".join(str(part) for part in parts)


@register.simple_tag
def button(label: str, **said: Any) -> SafeString:
    """`{% button "提交申请" kind="primary" %}`. What is no parameter of `look/button.html` becomes an attribute:
    `hx_post=url` → `hx-post="…"`, `data_drawer=True` → `data-drawer`."""
    known = {name: said.pop(name, "") for name in _BUTTON}  # all of them: a name not found costs a template most
    attributes = flatatt({name.rstrip("_").replace("_", "-"): value for name, value in said.items()})
    return _shown("button", {**known, "label": label, "attributes": attributes})


_BUTTON = frozenset("kind href type name value icon size wide busy reason after form".split())


@register.simple_tag
def phase(phase: str, word: str) -> SafeString:
    """`{% phase thing.phase state %}`: `look/phase.html`, drawn once for each state; for lists that many ask for."""
    return _phase(str(phase), str(word))


@lru_cache(maxsize=1000)
def _phase(phase: str, word: str) -> SafeString:
    return _shown("phase", {"phase": phase, "word": word})


@register.simple_tag
def qr(text: str, label: str = "", note: str = "") -> SafeString:
    """A QR code as SVG, dark on white in both schemes. `label` says what it is to who cannot see it."""
    return _shown("qr", {"drawing": drawn(text), "label": label, "note": note})


@register.simple_block_tag
def card(content: str, **said: Any) -> SafeString:
    """`{% card title="…" note="…" href="…" kind="raised|act|flush" %}…{% endcard %}`."""
    return _shown("card", {**said, "body": content})


@register.simple_block_tag
def callout(content: str, **said: Any) -> SafeString:
    """`{% callout kind="warn" title="…" %}…{% endcallout %}`; without a body include `look/callout.html`."""
    return _shown("callout", {**said, "body": content})


@register.simple_block_tag
def table(content: str, caption: str, **said: Any) -> SafeString:
    """`{% table caption="…" %}<thead>…</thead>…{% endtable %}`; for plain rows include `look/table.html`."""
    return _shown("table", {**said, "caption": caption, "body": content})


@register.simple_tag
def house() -> dict[str, str]:
    """By whom this house is kept (主办单位) and its filing numbers, from the settings."""
    return {"host": settings.HOST_NAME, "icp": settings.ICP_NUMBER, "police": settings.POLICE_NUMBER}


def _shown(component: str, said: dict[str, Any]) -> SafeString:
    return render_to_string(f"look/{component}.html", said)
