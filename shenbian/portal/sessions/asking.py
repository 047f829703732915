"""The form of a booking, from what its kind of session demands: promises to tick, and whom one takes along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from shenbian.gatherings.actions import Asked, Companion
from shenbian.gatherings.declared import Demand, SessionKind
from shenbian.gatherings.guards.demands import WORDS

MOST_YEARS = 120


class Asking(forms.Form):
    """A tick for each promise, two fields for each who may come along."""

    def __init__(self, kind: SessionKind, said: Mapping[str, Any] | None = None) -> None:
        super().__init__(said)
        self.demands = [demand for demand in kind.demands if WORDS[demand]]
        self.party = kind.party if kind.family else 0
        for place in range(self.party):
            self.fields[f"called_{place}"] = forms.CharField(label=_("称呼"), required=False, max_length=20)
            age = forms.IntegerField(label=_("年龄"), required=False, min_value=0, max_value=MOST_YEARS)
            age.widget.attrs["inputmode"] = "numeric"
            self.fields[f"age_{place}"] = age
        for demand in self.demands:
            needed = demand is not Demand.GUARDIAN
            wrong = {"required": _("请先勾选这一项。")}
            self.fields[demand.value] = forms.BooleanField(
                label=_(WORDS[demand]), required=needed, error_messages=wrong
            )

    @property
    def promises(self) -> list[forms.BoundField]:
        return [self[demand.value] for demand in self.demands]

    @property
    def seats(self) -> list[dict[str, Any]]:
        """Whom one takes along, seat by seat; `open` where something stands in it, and the first."""
        pairs = [(self[f"called_{place}"], self[f"age_{place}"]) for place in range(self.party)]
        return [
            {"called": called, "age": age, "open": bool(not place or called.value() or age.value())}
            for place, (called, age) in enumerate(pairs)
        ]

    def clean(self) -> None:
        for place in range(self.party):
            called, age = (self.cleaned_data.get(f"{name}_{place}") for name in ("called", "age"))
            if called and age is None and f"age_{place}" not in self.errors:
                self.add_error(f"age_{place}", _("请写年龄；不带了就把称呼清空。"))
            if age is not None and not called:
                self.add_error(f"called_{place}", _("请写怎么称呼；不带了就把年龄清空。"))
        guardian = Demand.GUARDIAN.value
        if self.party and self.companions() and guardian in self.fields and not self.cleaned_data.get(guardian):
            self.add_error(guardian, _("带孩子参加，请先勾选这一项。"))

    def companions(self) -> list[Companion]:
        told = [(self.cleaned_data.get(f"called_{n}"), self.cleaned_data.get(f"age_{n}")) for n in range(self.party)]
        return [Companion(called, age) for called, age in told if called and age is not None]

    def asked(self, *, line: bool, client_key: UUID) -> Asked:
        """What was said, as the door takes it."""
        said = {demand.value: True for demand in self.demands if self.cleaned_data.get(demand.value)}
        return Asked(companions=self.companions(), said=said, line=line, client_key=client_key)
