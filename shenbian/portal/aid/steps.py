"""The steps of an application on the phone, what is done of each, and where one goes next."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shenbian.aid.forms import HOME, PARTS
from shenbian.aid.models import Dossier

ORDER = ("self", HOME, "money", "causes")
TITLES = {key: form.title for key, form in PARTS.items()} | {HOME: "家庭成员"}


def address(dossier: Dossier, key: str) -> str:
    if key == HOME:
        return reverse("portal:aid_home", args=[dossier.pk])
    return reverse("portal:aid_part", args=[dossier.pk, key])


def steps(dossier: Dossier) -> list[dict[str, Any]]:
    """Each step with its title, its address and whether it was saved."""
    return [
        {"key": key, "title": _(TITLES[key]), "href": address(dossier, key), "done": key in dossier.saved}
        for key in ORDER
    ]


def following(dossier: Dossier, key: str) -> str:
    """Where one goes once a step is saved: to the next, and after the last to the papers."""
    at = ORDER.index(key) + 1
    return address(dossier, ORDER[at]) if at < len(ORDER) else reverse("portal:aid_papers", args=[dossier.pk])


# What one reads of the way of a file: the state, and what it is called.
WAY = ("submitted", "first_review", "home_visit", "verification", "publicity", "cleared", "filed")


def way(dossier: Dossier) -> list[dict[str, Any]]:
    """How far it has come, as steps; nothing for one that is not on its way."""
    on_file = dossier.is_on_file
    if dossier.status not in WAY and not on_file:
        return []
    now = len(WAY) - 1 if on_file else WAY.index(dossier.status)
    flow = dossier.flow
    return [
        {"title": _(flow.state(key).title), "state": "done" if n < now or on_file else "now" if n == now else "next"}
        for n, key in enumerate(WAY)
    ]
