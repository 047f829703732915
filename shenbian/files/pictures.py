"""A photo is read, its time and place taken out of its hidden data, and drawn anew without any."""

from __future__ import annotations

import io
import math
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from shenbian.files.media import MEDIA
from shenbian.kit.period import BEIJING
from shenbian.kit.refusal import Refused

MOST_PIXELS = 50_000_000  # more are a mistake or an attack: a phone takes 12 to 50 million
LONGEST_SIDE, THUMBNAIL_SIDE = 2560, 320  # pixels, as kept
_QUALITY = 82
Place = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """What is kept of a photo: its bytes drawn anew, a small one (JPEG), and what the camera wrote."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_at: datetime | None = None
    place: Place | None = None


def drawn_anew(content: bytes, media: str) -> Picture:
    """The picture without hidden data, turned upright. Raises Refused for what cannot be drawn or is too large."""
    try:
        image = Image.open(io.BytesIO(content), formats=[MEDIA[media].image])
        if image.width * image.height > MOST_PIXELS:
            raise Refused({0: "这张图片的尺寸太大，请缩小到5000万像素以内再上传。"})
        exif = image.getexif()
        taken_at, place = _taken_at(exif), _place(exif)
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        kept = _written(upright, MEDIA[media].image)
        small = _flat(upright)
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        return Picture(kept, _written(small, "JPEG"), upright.width, upright.height, taken_at, place)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as wrong:
        raise _unreadable() from wrong
    except (OSError, SyntaxError, ValueError, struct.error) as wrong:
        if isinstance(wrong, Refused):
            raise
        raise _unreadable() from wrong


def _unreadable() -> Refused:
    return Refused({0: "这张图片打不开，可能没有传完或者已经损坏。请重新拍照或换一张。"})


def _written(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    clean = _flat(image) if form == "JPEG" else _without_data(image)
    clean.save(out, form, quality=_QUALITY, optimize=True)
    return out.getvalue()


def _without_data(image: Image.Image) -> Image.Image:
    """The same pixels and nothing else."""
    shown = image if image.mode in ("L", "RGB", "RGBA") else image.convert("RGBA")
    clean = Image.new(shown.mode, shown.size)
    clean.paste(shown)
    return clean


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency, on white."""
    if image.mode in ("L", "RGB"):
        return _without_data(image)
    see_through = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(see_through, mask=see_through.getchannel("A"))
    return white


def _taken_at(exif: Image.Exif) -> datetime | None:
    """When, as the camera's clock said; a clock that names no zone stood in Beijing."""
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    said = inner.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    zone = str(inner.get(ExifTags.Base.OffsetTimeOriginal) or "")
    try:
        at = datetime.strptime(f"{said}{zone}", "%Y:%m:%d %H:%M:%S%z" if zone else "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None  # no camera wrote it, or one whose clock was never set
    return at if zone else at.replace(tzinfo=BEIJING)


def _place(exif: Image.Exif) -> Place | None:
    """Where (WGS 84), as the camera wrote it."""
    said = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(said.get(ExifTags.GPS.GPSLatitude), said.get(ExifTags.GPS.GPSLatitudeRef) == "S")
    longitude = _degrees(said.get(ExifTags.GPS.GPSLongitude), said.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _degrees(parts: Any, negative: bool) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None  # not written, or not as the standard says
    found = round(degrees + minutes / 60 + seconds / 3600, 6)
    return None if not math.isfinite(found) else -found if negative else found
