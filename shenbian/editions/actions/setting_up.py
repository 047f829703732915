"""An edition is set up, cloned from last year's, changed, and told who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from shenbian.editions.declared import entry_kinds
from shenbian.editions.models import Edition, EditionHost, Part
from shenbian.editions.queries import title_in, twin_of
from shenbian.flow import traces
from shenbian.flow.actions import begin, perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@dataclass(frozen=True, kw_only=True)
class SettingUp:
    """What an edition begins with. `kind` is a declared kind of entry of its programme; empty: it takes no entries."""

    programme: str
    title: str
    year: int
    organisation: Organisation
    kind: str = ""
    desk: str = ""
    no: str = ""
    umbrella: Edition | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    quota: int | None = None
    terms: str = ""


@dataclass(frozen=True, kw_only=True)
class HostedBy:
    """Who holds an edition: one of the three."""

    part: Part
    organisation: Organisation | None = None
    unit: Unit | None = None
    name: str = ""


@transaction.atomic
def set_up(said: SettingUp, *, by: Actor, hosts: Sequence[HostedBy] = ()) -> Edition:
    """A planned edition. Raises NotYours outside one's reach, Refused with the reason."""
    if reason := _why_not(said):
        raise Refused(reason)
    edition = Edition(
        programme=said.programme,
        kind_key=said.kind,
        title=said.title.strip(),
        year=said.year,
        no=said.no,
        organisation=said.organisation,
        desk=said.desk or (entry_kinds[said.kind].desk.value if said.kind else ""),
        umbrella=said.umbrella,
        opens_at=said.opens_at,
        closes_at=said.closes_at,
        quota=said.quota,
        terms=said.terms,
    )
    begin([edition], by=by)
    _write_hosts(edition, hosts)
    return edition


@transaction.atomic
def clone(edition: Edition, *, year: int, by: Actor, umbrella: Edition | None = None) -> Edition:
    """The same again for another year: set-up and hosts; the window moves by whole years; no entries.

    Raises NotYours, Refused where it was cloned already.
    """
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if twin := twin_of(edition, year=year):
        raise Refused(f"{year}年的“{twin.title}”已经有了，没有再建一份。要再办一期的，请先改它的名称。")
    years = year - edition.year
    said = SettingUp(
        programme=edition.programme,
        title=title_in(edition, year),
        year=year,
        organisation=edition.organisation,
        kind=edition.kind_key,
        desk=edition.desk,
        umbrella=umbrella,
        opens_at=_later(edition.opens_at, years),
        closes_at=_later(edition.closes_at, years),
        quota=edition.quota,
        terms=edition.terms,
    )
    hosts = [
        HostedBy(part=Part(each.part), organisation=each.organisation, unit=each.unit, name=each.name)
        for each in edition.hosts.select_related("organisation", "unit")
    ]
    return set_up(said, by=by, hosts=hosts)


def amend(edition: Edition, *, by: Actor, **changes: Any) -> Edition:
    """Change title, window, quota or terms through the move of that name; what is not named stays."""
    said = {name: getattr(edition, name) for name in ("title", "opens_at", "closes_at", "quota", "terms")}
    return perform("amend", on=edition, by=by, said=said | changes)


@transaction.atomic
def name_hosts(edition: Edition, hosts: Sequence[HostedBy], *, by: Actor) -> list[EditionHost]:
    """Say anew who holds it, in this order; leaves a trace. Raises NotYours, Refused."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not may(by, Right.EDITION_MANAGE, edition):
        raise NotYours
    edition.hosts.all().delete()
    told = _write_hosts(edition, hosts)
    at, numbers = traces.reserve(1)
    said = {"hosts": "；".join(f"{host.get_part_display()}：{host}" for host in told)}
    step = traces.Step(edition.subject, edition.flow.name, "hosts", edition.status, edition.status, said)
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)
    return told


def _write_hosts(edition: Edition, hosts: Sequence[HostedBy]) -> list[EditionHost]:
    for place, host in enumerate(hosts, start=1):
        if sum(map(bool, (host.organisation, host.unit, host.name.strip()))) != 1:
            raise Refused(f"第{place}个办会单位应从工会、单位中选一个，或写明名称。")
    return EditionHost.objects.bulk_create(
        EditionHost(
            edition=edition,
            part=host.part,
            organisation=host.organisation,
            unit=host.unit,
            name=host.name.strip(),
            place=place,
        )
        for place, host in enumerate(hosts, start=1)
    )


def _why_not(said: SettingUp) -> str:
    if not said.title.strip():
        return "请填写名称。"
    if said.kind and (said.kind not in entry_kinds or entry_kinds.programme_of(said.kind) != said.programme):
        return "这个项目没有这一种申报。"
    if said.opens_at and said.closes_at and said.closes_at <= said.opens_at:
        return "截止时间应晚于开始时间。"
    if said.umbrella is not None and said.umbrella.kind_key:
        return f"“{said.umbrella.title}”自己接受申报，不能作总项。"
    return ""


def _later(at: datetime | None, years: int) -> datetime | None:
    """The same day of another year; the 29th of February becomes the 28th."""
    if at is None:
        return None
    try:
        return at.replace(year=at.year + years)
    except ValueError:
        return at.replace(year=at.year + years, day=28)
