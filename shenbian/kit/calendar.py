"""Writing calendar files (RFC 5545): events with a time in UTC, escaped and folded so that every phone reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

LONGEST = 75  # octets of a line, without its end


class Standing(StrEnum):
    """How an event stands (STATUS)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class Event:
    """`uid` names it for ever: taken in again, it is the same event. `changes` grows with each change of it.

    Where the hour is not known it is a matter of the whole day `on`.
    """

    uid: str
    title: str
    on: date
    stamped_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    about: str = ""
    url: str = ""
    standing: Standing = Standing.CONFIRMED
    changes: int = 0


def written(events: Iterable[Event], *, name: str) -> bytes:
    """The file. Calendars that know it replace what they have by what it says."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Shenbian//Calendar//ZH", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += ["BEGIN:VEVENT", *_event(event), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_instant(event.stamped_at)}"
    yield f"SEQUENCE:{event.changes}"
    if event.starts_at is None:
        yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_instant(event.starts_at)}"
        if event.ends_at:
            yield f"DTEND:{_instant(event.ends_at)}"
    yield f"SUMMARY:{_text(event.title)}"
    for key, value in (("LOCATION", event.place), ("DESCRIPTION", event.about)):
        if value:
            yield f"{key}:{_text(value)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{event.standing.value}"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    """Said so that no comma, semicolon or line end of it is taken for the file's own."""
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        said = said.replace(sign, instead)
    return said


def folded(line: str) -> bytes:
    """A long line goes on in the next, behind a blank; no letter is cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])
