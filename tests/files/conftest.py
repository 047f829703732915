"""Photos as a phone takes them, and a data folder of one's own."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.flow.conftest import Cast, cast, day, make_cast, ticket_kind

__all__ = ["Cast", "cast", "day", "make_cast", "ticket_kind"]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    return tmp_path


def photo(form: str = "JPEG", size: tuple[int, int] = (400, 300), colour: str = "teal", **said: Any) -> bytes:
    """A photo; hidden data `orientation`, `taken`, `zone`, `latitude`, `longitude` (three numbers and a letter)."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "PhoneMaker"
    if "orientation" in said:
        exif[ExifTags.Base.Orientation] = said["orientation"]
    if "taken" in said:
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        inner[ExifTags.Base.DateTimeOriginal] = said["taken"]
        if "zone" in said:
            inner[ExifTags.Base.OffsetTimeOriginal] = said["zone"]
    if "latitude" in said:
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitude], place[ExifTags.GPS.GPSLatitudeRef] = said["latitude"][:3], said["latitude"][3]
        place[ExifTags.GPS.GPSLongitude] = said["longitude"][:3]
        place[ExifTags.GPS.GPSLongitudeRef] = said["longitude"][3]
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form, exif=exif)
    return out.getvalue()


def office(*names: str) -> bytes:
    """A package with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return out.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def me(person: Person) -> Actor:
    return Actor(f"person:{person.key}", person=person.key)
