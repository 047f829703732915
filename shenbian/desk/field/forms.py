"""The form of a verb: of whom, when, how it went, the verb's own questions, photos and place."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile

from shenbian.editions.fields import form_class, kept
from shenbian.editions.models import Edition
from shenbian.fieldwork.actions import Photo, Place, Said
from shenbian.fieldwork.queries import editions_for, unit_said
from shenbian.fieldwork.verbs import About, Verb
from shenbian.files.media import MEDIA
from shenbian.kit.period import BEIJING, now
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Unit
from shenbian.rights.actor import Actor
from shenbian.rights.within import person_said

MOST_PHOTOS = 6
NAMES = "names"  # the list that the page carries for the field which the verb names
_MINUTES = "%Y-%m-%dT%H:%M"
_WHOM = ("edition", "person", "unit")
_OURS = (*_WHOM, "happened_at", "result", "photos", "latitude", "longitude", "accuracy", "client_key")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Photos(forms.FileField):
    """Some pictures, or none."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [super(Photos, self).clean(each, initial) for each in data or [] if each]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(f"一次最多{MOST_PHOTOS}张照片。请去掉几张。")
        if large := next((each for each in files if (each.size or 0) > MEDIA["image/jpeg"].limit), None):
            raise forms.ValidationError(f"“{large.name}”太大，一张不能超过15兆。请换一张。")
        return files


class FieldForm(forms.Form):
    """What every verb asks. `verb` and `actor` are given by the class that `form_for` makes."""

    verb: Verb
    actor: Actor

    edition = forms.ModelChoiceField(Edition.objects.none(), label="哪一期", empty_label=None)
    person = forms.CharField(
        label="本人",
        max_length=400,
        required=False,
        help_text="扫会员卡，或者写证件号码、手机号、姓名",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = forms.CharField(
        label="单位",
        max_length=200,
        help_text="写全称、编号或统一社会信用代码",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    happened_at = forms.DateTimeField(
        label="时间",
        input_formats=[_MINUTES, f"{_MINUTES}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTES),
    )
    result = forms.ChoiceField(label="结果", widget=forms.RadioSelect)
    photos = Photos(
        label="现场照片",
        required=False,
        help_text=f"最多{MOST_PHOTOS}张",
        widget=ManyFiles(attrs={"accept": "image/*", "capture": "environment"}),
    )
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    accuracy = forms.FloatField(required=False, min_value=0, widget=forms.HiddenInput)
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.verb.results if self.verb.outcome else self.verb.results[:1]
        result: Any = self.fields["result"]
        if not self.verb.outcome:
            result.widget = forms.HiddenInput()
        result.choices = [(word, word) for word in words]
        begins: dict[str, Any] = {"happened_at": f"{now().astimezone(BEIJING):{_MINUTES}}", "client_key": uuid4()}
        self.initial = {**begins, "result": words[0], **self.initial}
        self._ask_of_whom()
        self.order_fields([*_WHOM, "happened_at", "result", *(each.key for each in self.verb.questions), "photos"])

    def _ask_of_whom(self) -> None:
        """Of whom it is, and for which edition, as the verb says."""
        verb = self.verb
        if verb.edition:
            edition: Any = self.fields["edition"]
            edition.queryset = editions_for(verb, self.actor)
        for name in {"edition", "person", "unit"} - asked_of(verb):
            del self.fields[name]
        if verb.slip:
            self.fields["unit"].required = False
            self.fields["unit"].help_text = "发给单位的写这里，不写本人"
        if verb.lists in self.fields:
            self.fields[verb.lists].widget.attrs["list"] = NAMES

    def clean_unit(self) -> Unit | None:
        if not self.cleaned_data["unit"].strip():
            return None
        try:
            return unit_said(self.cleaned_data["unit"], verb=self.verb, actor=self.actor)
        except Refused as no:
            raise forms.ValidationError(no.reasons[0]) from no

    def clean(self) -> None:
        """Whoever is meant: their card was good when it was scanned, which a phone may say later."""
        if self.verb.about is not About.PERSON:
            return
        told = self.cleaned_data
        typed, at = str(told.get("person") or "").strip(), told.get("happened_at")
        if bool(typed) == bool(told.get("unit")) and "unit" not in self.errors:
            self.add_error("person", "本人和单位，写其中一个。")
        elif typed and at:
            found = person_said(typed, actor=self.actor, right=self.verb.right, at=at)
            told["person"] = found.person
            if found.person is None:
                self.add_error("person", found.why)

    @property
    def has_editions(self) -> bool:
        """Whether there is anything to choose. The page draws the same choices, so they are read once."""
        edition: Any = self.fields["edition"]
        edition.choices = list(edition.choices)
        return bool(edition.choices)

    @property
    def client(self) -> UUID:
        key: UUID = self.cleaned_data["client_key"]
        return key

    @property
    def said(self) -> Said:
        """What was said, once the form is valid."""
        told = self.cleaned_data
        return Said(
            unit=told.get("unit"),
            person=told.get("person") or None,
            edition=told.get("edition"),
            happened_at=told["happened_at"],
            result=told["result"],
            answers=kept({key: value for key, value in told.items() if key not in _OURS}),
            photos=[Photo(each.read(), each.name or "", _taken(each)) for each in told["photos"]],
            place=self._place(),
        )

    def _place(self) -> Place | None:
        told = [self.cleaned_data[name] for name in ("latitude", "longitude", "accuracy")]
        return Place(*told) if None not in told else None


def asked_of(verb: Verb) -> set[str]:
    """The fields by which this verb's form asks of whom it is."""
    whom = {About.UNIT: {"unit"}, About.PERSON: {"person"}, About.ONESELF: set[str]()}[verb.about]
    return whom | ({"unit"} if verb.slip else set()) | ({"edition"} if verb.edition else set())


def named_by(verb: Verb) -> str:
    """The fields whose first filled one names what was noted, on the phone that keeps it."""
    return {About.UNIT: "unit", About.PERSON: "person unit", About.ONESELF: verb.lists}[verb.about]


def _taken(photo: UploadedFile[Any]) -> datetime | None:
    """The phone names a photo by the instant at which it was taken, in milliseconds: it shrinks it, which loses the
    hidden data."""
    stamp = (photo.name or "").removesuffix(".jpg")
    return datetime.fromtimestamp(int(stamp) / 1000, BEIJING) if stamp.isdigit() and len(stamp) == 13 else None


def form_for(verb: Verb, actor: Actor) -> type[FieldForm]:
    """The form of this verb for whoever acts."""
    asked = form_class(verb.questions)
    return type("Asked", (FieldForm, asked), {"verb": verb, "actor": actor})
