"""Forms by which an order is planned, people are named in it, and a day of several is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from shenbian.deployments.declared import Sending
from shenbian.deployments.flows import Plan
from shenbian.deployments.models import Assignment, Order
from shenbian.desk.names import wrong_in
from shenbian.kit.period import today
from shenbian.kit.workbook.reading import BadWorkbook, read
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.within import people_said

MOST = 500  # people named in one go


class NewOrder(Plan):
    """What a new order says, and who orders it."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="派出工会", empty_label=None)
    field_order = ("title", "organisation", *Plan.base_fields)

    def __init__(self, said: Any = None, *, sending: Sending, actor: Actor) -> None:
        super().__init__(said, initial={"from_on": today(), "until_on": today()})
        self.fields["organisation"].queryset = where(actor, sending)  # type: ignore[attr-defined]
        self.fields["place"].label = sending.place


def where(actor: Actor, sending: Sending) -> Any:
    """The bodies at which somebody may order people out: where they hold such a post."""
    posts = (post for post in actor.posts if Right.EDITION_MANAGE in post.role.rights)
    here = {post.organisation_id for post in posts if not post.desks or sending.desk.value in post.desks}
    return Organisation.objects.filter(pk__in=here).order_by("path")


class People(forms.Form):
    """A list, one a line, or a sheet with names and numbers."""

    listed = forms.CharField(
        label="名单",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一个人：证件号码，或者姓名；同名的写姓名和证件号码",
    )
    sheet = forms.FileField(label="或者上传名单（xlsx）", required=False, help_text="有“姓名”“证件号码”列即可")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_sheet(self) -> list[str]:
        file: UploadedFile[Any] | None = self.cleaned_data["sheet"]
        return _lines_in(file) if file else []

    def clean(self) -> None:
        """Everybody is found, or nobody is named: the officer sees which lines are not."""
        told = self.cleaned_data
        lines = [line for line in str(told.get("listed", "")).splitlines() if line.strip()]
        lines += told.get("sheet") or []
        if not lines and not self.errors:
            self.add_error("listed", "请写名单，或者上传一份。")
        if len(lines) > MOST:
            self.add_error("listed", f"一次最多{MOST}人。请分几次派。")
            return
        found = people_said(lines, actor=self.actor, right=Right.EDITION_MANAGE)
        told["people"] = [each.person for each in found if each.person]
        for why in wrong_in(found):
            self.add_error("listed", why)


def _lines_in(file: UploadedFile[Any]) -> list[str]:
    """The first sheet's rows, as lines of a list."""
    try:
        rows = list(read(file.read()).rows())
    except BadWorkbook as no:
        raise forms.ValidationError(str(no)) from no
    head = [str(cell or "").strip() for cell in rows[0]] if rows else []
    wanted = [place for place, title in enumerate(head) if title in ("姓名", "证件号码", "身份证号", "身份证号码")]
    if not wanted:
        raise forms.ValidationError("第一行里没有“姓名”或“证件号码”。请写上标题再上传。")
    lines = (" ".join(_word(row[place]) for place in wanted if place < len(row)).strip() for row in rows[1:])
    return [line for line in lines if line]


def _word(cell: Any) -> str:
    """A number that a spreadsheet took for one is read as its digits."""
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()


class Day(forms.Form):
    """A day of several, as it stands on paper."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="到岗的人", widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    place = forms.CharField(label="社区(村)或驻点", max_length=100)
    work = forms.CharField(label="工作内容", max_length=200, required=False, help_text="会写进台账，请不要写人名和号码")

    def __init__(self, said: Any = None, *, order: Order, named: Sequence[Assignment]) -> None:
        day = min(max(today(), order.from_on), order.until_on)
        super().__init__(said, initial={"day": day, "place": order.place, "work": order.work})
        people = Person.objects.filter(pk__in=[each.person_id for each in named]).order_by("sound", "pk")
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["place"].label = order.sending.place
