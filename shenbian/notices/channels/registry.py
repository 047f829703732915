"""Which channels this installation has: NOTICE_CHANNELS names for each key a class, or nothing."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from shenbian.notices.channels.channel import Channel

TITLES = {"sms": "短信", "wechat": "微信消息", "mail": "邮件"}


def channels() -> dict[str, Channel]:
    """The connected channels by key, in the order of the settings."""
    return {key: _made(key, path) for key, path in settings.NOTICE_CHANNELS.items() if path}


@lru_cache(maxsize=16)
def _made(key: str, path: str) -> Channel:
    made: Channel = import_string(path)()
    if made.key != key:
        raise ValueError(f"NOTICE_CHANNELS[{key!r}] names a channel called {made.key!r}")
    return made


def place(channel: str, person: int) -> bytes:
    """Where a sealed address belongs: it opens nowhere else."""
    return f"notices_address:{channel}:{person}".encode()
