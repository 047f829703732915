"""Forms by which an edition is planned and its hosts are named; the rest is asked by its moves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from shenbian.editions.actions import HostedBy
from shenbian.editions.declared import entry_kinds
from shenbian.editions.flow import SetUp
from shenbian.editions.models import Edition, EditionHost, Part
from shenbian.editions.queries import umbrellas_of
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.standard.programme import Programme

NO_ENTRIES = "不收个人申报（总项，或由工会统一组织）"


class Plan(SetUp):
    """What a new edition begins with."""

    kind = forms.ChoiceField(label="收什么申报", required=False)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="举办工会", empty_label=None)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    no = forms.CharField(label="届期", max_length=40, required=False, help_text="如：第三届；没有可不填")
    umbrella = forms.ModelChoiceField(
        Edition.objects.none(), label="所属总项", required=False, empty_label="不属于总项"
    )
    field_order = ("title", "kind", "organisation", "year", "no", "umbrella", *SetUp.base_fields)

    def __init__(self, said: Any = None, *, programme: Programme, actor: Actor) -> None:
        year = today().year
        kinds = [(each.key, each.title) for each in entry_kinds.of(programme.key)]
        key, title = kinds[0] if kinds else ("", programme.title)
        super().__init__(said, initial={"year": year, "title": f"{year}年{title}", "kind": key})
        self.fields["kind"].choices = [*kinds, ("", NO_ENTRIES)]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = where(actor, programme)  # type: ignore[attr-defined]
        self.fields["umbrella"].queryset = umbrellas_of(actor)  # type: ignore[attr-defined]


def where(actor: Actor, programme: Programme) -> Any:
    """The bodies at which somebody may run an edition of this programme: where they hold such a post."""
    posts = (post for post in actor.posts if Right.EDITION_MANAGE in post.role.rights)
    here = {post.organisation_id for post in posts if not post.desks or programme.desk.value in post.desks}
    return Organisation.objects.filter(pk__in=here).order_by("path")


class Host(forms.Form):
    """One line of those who hold it. A union or unit that Shenbian knows is found by its full name or number."""

    part = forms.ChoiceField(label="身份", choices=Part.choices)
    name = forms.CharField(label="名称", max_length=200, required=False, help_text="工会或单位的全称；留空即删去这一行")


Hosts: type[BaseFormSet[Host]] = formset_factory(Host, extra=2, max_num=20)


def told(hosts: list[EditionHost]) -> list[dict[str, str]]:
    """What the form begins with."""
    return [{"part": host.part, "name": str(host)} for host in hosts]


def hosted_by(said: list[dict[str, str]]) -> list[HostedBy]:
    """The lines of the form as hosts. Two queries."""
    lines = [(Part(each["part"]), each["name"].strip()) for each in said if each.get("name", "").strip()]
    names = [name for _, name in lines]
    bodies = {each.name: each for each in Organisation.objects.filter(name__in=names)}
    units = {each.name: each for each in Unit.objects.filter(name__in=names)}
    return [_host(part, name, bodies, units) for part, name in lines]


def _host(part: Part, name: str, bodies: dict[str, Organisation], units: dict[str, Unit]) -> HostedBy:
    if name in bodies:
        return HostedBy(part=part, organisation=bodies[name])
    return HostedBy(part=part, unit=units[name]) if name in units else HostedBy(part=part, name=name)
