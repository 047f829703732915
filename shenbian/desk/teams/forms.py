"""Forms by which a team is founded, people are taken in, and a task is offered."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.desk.names import wrong_in
from shenbian.gatherings.models import Session, Team
from shenbian.gatherings.teams import tasks_to_offer
from shenbian.kit.period import chinese_day
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.within import people_said, person_said

MOST = 200  # people of one list
_WHO = "证件号码，或者姓名；同名的写姓名和证件号码"


def where(actor: Actor) -> Any:
    """The bodies at which somebody may keep teams: where they hold such a post."""
    here = {post.organisation_id for post in actor.posts if Right.REGISTER_KEEP in post.role.rights}
    return Organisation.objects.filter(pk__in=here).order_by("path")


class NewTeam(forms.Form):
    """What a team is called, whose it is, who leads it."""

    name = forms.CharField(label="名称", max_length=60, help_text="例如：机床厂先锋志愿服务队")
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="所属工会", empty_label=None)
    leader = forms.CharField(label="队长", max_length=100, help_text=_WHO)
    about = forms.CharField(label="做什么", max_length=300, required=False)

    def __init__(self, said: Any = None, *, actor: Actor) -> None:
        super().__init__(said)
        self.actor = actor
        self.fields["organisation"].queryset = where(actor)  # type: ignore[attr-defined]

    def clean_leader(self) -> Any:
        found = person_said(self.cleaned_data["leader"], actor=self.actor, right=Right.REGISTER_KEEP)
        if found.person is None:
            raise forms.ValidationError(found.why)
        return found.person


class People(forms.Form):
    """A list, one a line; everybody is found, or nobody is taken in."""

    listed = forms.CharField(
        label="名单", max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}), help_text=f"一行一个人：{_WHO}"
    )

    def __init__(self, said: Any = None, *, actor: Actor) -> None:
        super().__init__(said)
        self.actor = actor

    def clean_listed(self) -> Any:
        lines = [line for line in self.cleaned_data["listed"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(f"一次最多{MOST}人，请分几次。")
        found = people_said(lines, actor=self.actor, right=Right.REGISTER_KEEP)
        if wrong := wrong_in(found):
            raise forms.ValidationError(wrong)
        return [each.person for each in found]


class Offer(forms.Form):
    """Which task."""

    session = forms.ModelChoiceField(Session.objects.none(), label="任务", empty_label=None)

    def __init__(self, said: Any = None, *, actor: Actor, team: Team) -> None:
        super().__init__(said)
        tasks = tasks_to_offer(actor, team)
        self.fields["session"].queryset = tasks  # type: ignore[attr-defined]
        self.fields["session"].label_from_instance = _called  # type: ignore[attr-defined]


def _called(session: Session) -> str:
    return f"{session.title} · {chinese_day(session.on)} · {session.organisation.name}"
