"""Files within one's reach, one's own, those that stand and those that are due."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from shenbian.aid.declared import ON_FILE, Form
from shenbian.aid.models import Dossier, Help
from shenbian.funds.models import Payment
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered


def dossiers_covered(actor: Actor) -> QuerySet[Dossier]:
    """The files that an officer may see, drafts of the applicants left out; the latest first."""
    rows = Dossier.objects.filter(covered(actor, Right.REGISTER_READ, owner="person__key"))
    return rows.exclude(status="draft", batch=None).select_related(*Dossier.RELATED).order_by("-id")


def standing_files(actor: Actor, on: date) -> QuerySet[Dossier]:
    """The files within an officer's reach that stood on a day: whom goods and money may be given to. By number."""
    rows = Dossier.objects.filter(covered(actor, Right.REGISTER_READ, owner=""), filed_on__lte=on)
    stood = Q(left_on=None, status__in=ON_FILE) | Q(left_on__gt=on)
    return rows.filter(stood).select_related(*Dossier.RELATED).order_by("number")


def dossiers_of(actor: Actor) -> QuerySet[Dossier]:
    """One's own files and applications, the latest first."""
    keys = [actor.person, *actor.also] if actor.person is not None else []
    mine = Q(person__key__in=keys) | Q(person__merged_into__key__in=keys)
    return Dossier.objects.filter(mine).select_related(*Dossier.RELATED).order_by("-id")


def helps_of(actor: Actor) -> QuerySet[Help]:
    """What one's own household was given or shall be, the latest first."""
    helps = Help.objects.filter(dossier__in=dossiers_of(actor).order_by()).exclude(phase="void")
    return helps.select_related("organisation", "dossier").order_by("-id")


def helps_covered(actor: Actor) -> QuerySet[Help]:
    """The helps within an officer's reach, the latest first."""
    rows = Help.objects.filter(covered(actor, Right.REGISTER_READ, owner=""))
    return rows.select_related("organisation", "dossier__person__merged_into").order_by("-id")


def payable_helps(actor: Actor) -> QuerySet[Help]:
    """Money that was decided and that no payment is under way for, within what somebody may prepare; by file."""
    rows = Help.objects.filter(covered(actor, Right.PAYMENT_PREPARE, owner=""), status="decided", form=Form.MONEY.value)
    live = Payment.objects.filter(pays=Concat(Value(f"{Help._meta.label_lower}:"), Cast(OuterRef("pk"), CharField())))
    rows = rows.filter(~Exists(live.exclude(phase="void")))
    return rows.select_related("organisation", "dossier__organisation", "dossier__person").order_by("dossier", "pk")


def recheck_due(on: date) -> QuerySet[Dossier]:
    """Files whose day of the yearly re-check has come, and that do not wait for it yet."""
    return Dossier.objects.filter(status__in=("filed", "aided", "rechecked"), recheck_on__lte=on).order_by(
        "recheck_on", "pk"
    )
