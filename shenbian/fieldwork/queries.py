"""At which units somebody works in the field, which of them want it this month, what they have taken down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from shenbian.editions.models import Edition
from shenbian.facts.models import Fact
from shenbian.fieldwork.models import FieldRecord
from shenbian.fieldwork.verbs import About, Verb, verbs
from shenbian.flow.queries import refs
from shenbian.kit import uscc
from shenbian.kit.period import midnight
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Cover, Organisation, Seat, Unit
from shenbian.orgs.queries import standing
from shenbian.orgs.rules import prefixes
from shenbian.rights.actor import Actor
from shenbian.rights.rules import NOTHING, Reach, reaches

LISTED, STRUCK = "register.listed", "register.struck"


def verbs_of(actor: Actor) -> list[Verb]:
    """What this person does in the field, in the order of the declarations. No query."""
    return [verb for verb in verbs if (verb.onward.open_to(actor) if verb.onward else _reach(verb, actor))]


def _reach(verb: Verb, actor: Actor) -> list[Reach]:
    return [each for each in reaches(actor, verb.right) if each.takes_in(each.path, verb.desk)]


def _below(reach: Sequence[Reach], column: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__startswith": each.path}) for each in reach), NOTHING)


def units_for(verb: Verb, actor: Actor) -> QuerySet[Unit]:
    """The units of one's subtrees: covered by a union there, seated there, or listed in a register kept there; all of
    them for whoever keeps the registers of the whole tree."""
    reach = _reach(verb, actor)
    found = Unit.objects.filter(closed_on=None)
    if any(each.path.count(".") == 1 for each in reach):
        return found
    if not reach:
        return found.none()
    here = _below(reach, "organisation__path")
    near = (Exists(model.objects.filter(here, unit=OuterRef("pk"))) for model in (Cover, Seat))
    listed = Fact.objects.filter(_below(reach, "org_path"), kind=LISTED, voided_at=None, unit__isnull=False)
    return found.filter(reduce(or_, near) | Q(pk__in=listed.values("unit")))


def due(verb: Verb, actor: Actor, on: date) -> QuerySet[Unit]:
    """The units of one's registers that nobody has been to in this month; none where nothing is due by itself."""
    reach = _reach(verb, actor)
    if not verb.register or not reach:
        return Unit.objects.none()
    about = Fact.objects.filter(voided_at=None, facets__register=verb.register, happened_on__lte=on)
    ended = about.filter(kind=STRUCK, unit=OuterRef("unit"), happened_on__gte=OuterRef("happened_on"))
    listed = about.filter(_below(reach, "org_path"), ~Exists(ended), kind=LISTED)
    done = Fact.objects.filter(
        kind=verb.kind,
        facets__programme=verb.programme,
        voided_at=None,
        happened_on__gte=on.replace(day=1),
        happened_on__lte=on,
    )
    wanted = Unit.objects.filter(pk__in=listed.values("unit"), closed_on=None)
    return wanted.exclude(pk__in=done.values("unit"))


def offered(verb: Verb, actor: Actor, on: date, *, most: int) -> list[str]:
    """Names to choose from without a network: what is due, or else where one was last and what is near; where a
    question of the verb's own is meant, what it says or what was counted so far. Two queries at most."""
    if verb.onward:
        return list(verb.onward.offered(actor, most=most))
    if verb.lists != "unit":
        return [] if not verb.lists else _counted_so_far(verb, most)
    if verb.register:
        return list(due(verb, actor, on).order_by("name").values_list("name", flat=True)[:most])
    last = FieldRecord.objects.filter(unit=OuterRef("pk"), recorded_by__in=refs(actor), verb=verb.key)
    when = Subquery(last.values("unit").annotate(last=Max("happened_at")).values("last"))
    near = units_for(verb, actor).annotate(when=when)
    return list(near.order_by("-when", "name").values_list("name", flat=True)[:most])


def _counted_so_far(verb: Verb, most: int) -> list[str]:
    """The words that facts of the programme hold under the name of the question that `lists` names."""
    told = Fact.objects.filter(facets__programme=verb.programme, voided_at=None, facets__has_key=verb.lists)
    words = told.order_by().values_list(f"facets__{verb.lists}", flat=True).distinct()
    return sorted(words[:most])


def editions_for(verb: Verb, actor: Actor) -> QuerySet[Edition]:
    """The runnings for which it is done now: those of the bodies above and below one's posts."""
    reach = _reach(verb, actor)
    above = Q(organisation__path__in=sorted({path for each in reach for path in prefixes(each.path)}))
    rows = Edition.objects.filter(above | _below(reach, "organisation__path"), programme=verb.programme)
    return rows.filter(status__in=("open", "closed")).order_by("-year", "-id")


def own_body(verb: Verb, actor: Actor) -> Organisation | None:
    """The actor's own union body for this verb; None outside their duty. No query."""
    if verb.about is About.ONESELF:
        return actor.posts[0].organisation if actor.posts else None
    reach = _reach(verb, actor)
    own = [post.organisation for post in actor.posts if verb.right in post.role.rights]
    return next((org for org in own if any(each.takes_in(org.path, verb.desk) for each in reach)), None)


def unit_said(typed: str, *, verb: Verb, actor: Actor) -> Unit:
    """The unit that is meant: by credit code, number or whole name, within one's duty. One query.

    Raises Refused, in Chinese, when there is none, or two of one name.
    """
    text = " ".join(typed.split())
    code = Q(uscc=uscc.number(text)) if uscc.is_valid(text) else NOTHING
    found = list(units_for(verb, actor).filter(code | Q(number=text) | Q(name=text)).order_by("pk")[:2])
    if not found:
        raise Refused({0: f"您的辖区里没有找到“{text}”。请写单位全称或统一社会信用代码。"})
    if len(found) > 1:
        raise Refused({0: f"有不止一家单位叫“{text}”。请写统一社会信用代码。"})
    return found[0]


def body_of(unit: Unit, *, verb: Verb, actor: Actor, on: date) -> Organisation | None:
    """At which union body it counts: that which covers the unit, else that in whose register it stands, else the
    actor's own; None outside their duty. Two queries at most."""
    reach = _reach(verb, actor)
    cover = Cover.objects.filter(standing(on), _below(reach, "organisation__path"), unit=unit)
    if found := cover.select_related("organisation").first():
        return found.organisation
    listed = Fact.objects.filter(_below(reach, "org_path"), unit=unit.pk, kind=LISTED, voided_at=None)
    latest = listed.order_by("-happened_on", "-id").values("organisation")[:1]
    if kept := Organisation.objects.filter(pk__in=latest).first():
        return kept
    return own_body(verb, actor)


def taken_down_by(actor: Actor, on: date) -> QuerySet[FieldRecord]:
    """What came from this person on a Beijing day, the latest first."""
    mine = FieldRecord.objects.filter(recorded_by__in=refs(actor), arrived_at__gte=midnight(on))
    return mine.exclude(status="draft").select_related("unit", "person").order_by("-arrived_at", "-pk")
