"""What going on duty, lending and passing a post, and acting for a worker ask."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from shenbian.kit.period import today
from shenbian.offices.models import How
from shenbian.offices.roles import DUTY_ROLES
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.models import Post

_DAY = {"type": "date"}


class DutyForm(forms.Form):
    """In which role, where, why, for how long."""

    role = forms.ChoiceField(label="值守角色", choices=[(role.key, role.title) for role in DUTY_ROLES.values()])
    at = forms.ModelChoiceField(Organisation.objects.none(), label="在哪个工会", empty_label=None)
    hours = forms.IntegerField(label="几个小时", min_value=1, initial=1)
    reason = forms.CharField(
        label="事由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="为什么要办、办什么；审计管理员看得到",
    )

    def __init__(self, posts: Iterable[Post], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        held = {post.organisation_id for post in posts}
        self.fields["at"].queryset = Organisation.objects.filter(pk__in=held).order_by("path")  # type: ignore[attr-defined]


class ToForm(forms.Form):
    """To whom: one of the colleagues who were found."""

    to = forms.ModelChoiceField(Person.objects.none(), label="交给谁", widget=forms.RadioSelect, empty_label=None)

    def __init__(self, found: Iterable[Person], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["to"].queryset = Person.objects.filter(pk__in=[each.pk for each in found])  # type: ignore[attr-defined]


class DelegationForm(ToForm):
    """While somebody is away."""

    from_on = forms.DateField(label="从哪天起", initial=today, widget=forms.DateInput(attrs=_DAY))
    until_on = forms.DateField(label="到哪天止（含当天）", initial=today, widget=forms.DateInput(attrs=_DAY))
    reason = forms.CharField(label="事由", max_length=300, help_text="例如：外出培训")


class HandoverForm(ToForm):
    """For good."""

    on = forms.DateField(label="交接日期", initial=today, widget=forms.DateInput(attrs=_DAY))
    paper = forms.CharField(label="任免文件", max_length=80, required=False, help_text="发文字号，没有可以不填")


class AssistForm(forms.Form):
    """For whom, what, and how they said yes."""

    number = forms.CharField(
        label="职工的证件号码或手机号", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    purpose = forms.CharField(label="代办什么", max_length=200, help_text="例如：申请入会")
    how = forms.ChoiceField(label="本人怎样同意的", choices=How.choices, widget=forms.RadioSelect)
    witness = forms.CharField(label="见证人或凭证", max_length=100, help_text="见证人姓名，或签字单的编号")
    hours = forms.IntegerField(label="几个小时", min_value=1, initial=1)
    agreed = forms.BooleanField(label="职工本人在场，知道我要替他办什么、填什么，并且同意")
