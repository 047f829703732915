"""Who carries a code to a phone. One small class each; the setting SMS names one of ours or the path of another's."""

from __future__ import annotations

import logging
import secrets
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from shenbian.notices.channels.registry import channels

SCREEN = "sms_on_screen"  # in the session: what the demo's phone has received last
_log = logging.getLogger(__name__)


class Sender(Protocol):
    """`request` is the page that asked for the text; a sender of real messages has no use for it."""

    def send(self, phone: str, text: str, *, request: Any) -> None: ...


class Log:
    """Until a gateway is set up: the text stands in the server's log, which the operator reads."""

    def send(self, phone: str, text: str, *, request: Any) -> None:
        _log.warning("短信 %s：%s", phone, text)


class Screen:
    """The demo: the page that asked shows what the phone would."""

    def send(self, phone: str, text: str, *, request: Any) -> None:
        request.session[SCREEN] = text


class Gateway:
    """The gateway by which notices go out (NOTICE_CHANNELS, "sms"): set up once for both."""

    def send(self, phone: str, text: str, *, request: Any) -> None:
        channels()["sms"].send(text, to=phone, key=secrets.token_hex(16))


_OURS: dict[str, type[Sender]] = {"screen": Screen, "log": Log, "gateway": Gateway}


def sender() -> Sender:
    """The sender that the settings name."""
    named = _OURS.get(settings.SMS) or import_string(settings.SMS)
    made: Sender = named()
    return made


def on_screen() -> bool:
    """Whether this is a demo, in which the screen may show what otherwise only a phone shows."""
    return bool(settings.SMS == "screen")
