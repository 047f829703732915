"""What the desk offers on the left: one row each, shown only to whom the page is open."""

from __future__ import annotations

from dataclasses import dataclass

from shenbian.accounts.access import OFFICER, Access


@dataclass(frozen=True)
class Item:
    """`url` is the name of a page (`desk:inbox`) without arguments."""

    url: str
    title: str
    icon: str
    access: Access = OFFICER


MENU: tuple[Item, ...] = ()
