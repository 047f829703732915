"""Channels of the demo and of a first trial: what would be sent is written down, and nothing leaves the machine.

Each message is one line of `outbox/<channel>.jsonl` in the data folder, with the address masked.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence

import orjson

from shenbian.kit import home, mask
from shenbian.kit.period import now
from shenbian.notices.channels import addresses
from shenbian.notices.channels.channel import Channel


class Written(Channel):
    """Writes instead of sending."""

    def send(self, text: str, *, to: str, key: str) -> str:
        folder = home.made(home.made(home.home()) / "outbox")
        number = secrets.token_hex(8)
        line = {"at": now().isoformat(), "to": mask.phone(to), "text": text, "key": key, "number": number}
        path = folder / f"{self.key}.jsonl"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as out:
            out.write(orjson.dumps(line) + b"\n")
        home.belong_to_home(path)
        return number


class WrittenSms(Written):
    key, title = "sms", "短信"

    def addresses(self, people: Sequence[int]) -> dict[int, str]:
        return addresses.phones(people)


class WrittenWeChat(Written):
    key, title = "wechat", "微信消息"

    def addresses(self, people: Sequence[int]) -> dict[int, str]:
        return addresses.kept(self.key, people)
