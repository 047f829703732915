"""Who may be paid from a programme that keeps files of households: only whose file stands, as was decided
(funds.declared). Imports no models, so that a programme's declaration may name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps

from shenbian.flow.actions import perform
from shenbian.funds.declared import Entitlement
from shenbian.kit.money import written

_PREFIX = "aid.help:"


class OfHelps(Entitlement):
    """A payment names the help that it pays. One that a sheet tells of names none: then a file stood on its day."""

    def __init__(self, programme: str) -> None:
        self.programmes = (programme,)  # type: ignore[misc]  # one for each programme, not for the class

    def whether(self, payments: Sequence[Any]) -> Sequence[str | None]:
        helps, files = _helps(payments), _files(payments)
        gone = dead(each.person_id for each in payments)
        return [
            "收款人的会籍登记为去世，不能支付。"
            if each.person_id in gone
            else _told(each, files)
            if each.batch is not None
            else _decided(each, helps)
            for each in payments
        ]

    def paid(self, payments: Sequence[Any], *, by: Any, batch: int | None) -> None:
        perform("pay", on=_of(payments), by=by.operating(), batch=batch)

    def bounced(self, payments: Sequence[Any], *, by: Any) -> None:
        given = [each for each in _of(payments) if each.status == "given"]
        perform("bounce", on=given, by=by.operating())


def dead(people: Iterable[int | None]) -> set[int]:
    """Those of these people (ids) whose membership ended by death. One query."""
    ids = [each for each in people if each is not None]
    found = apps.get_model("people", "Membership")._default_manager.filter(person__in=ids, ended="deceased")
    return set(found.values_list("person_id", flat=True))


def _keys(payments: Sequence[Any]) -> list[int]:
    named = [each.pays.removeprefix(_PREFIX) for each in payments if each.pays.startswith(_PREFIX)]
    return [int(each) for each in named if each.isdecimal()]


def _of(payments: Sequence[Any]) -> list[Any]:
    return list(apps.get_model("aid", "Help")._default_manager.filter(pk__in=_keys(payments)).order_by("pk"))


def _helps(payments: Sequence[Any]) -> Mapping[str, Any]:
    """The helps that these payments name. One query."""
    helps = apps.get_model("aid", "Help")._default_manager.filter(pk__in=_keys(payments))
    return {each.subject: each for each in helps.select_related("dossier__person")}


def _files(payments: Sequence[Any]) -> Sequence[Any]:
    """The files of these people. One query."""
    people = {each.person_id for each in payments if each.batch is not None}
    files = apps.get_model("aid", "Dossier")._default_manager.filter(person__in=people, filed_on__isnull=False)
    return list(files.values_list("person", "filed_on", "left_on")) if people else []


def _decided(payment: Any, helps: Mapping[str, Any]) -> str | None:
    found = helps.get(payment.pays)
    if found is None:
        return "没有相应的困难帮扶决定，不能支付。"
    if not found.dossier.is_on_file:
        return f"困难档案{found.dossier.number}{found.dossier.title_of_state}，不能再支付。"
    if found.status not in ("decided", "given"):
        return f"这项困难帮扶{found.title_of_state}，不能支付。"
    if payment.person_id != found.dossier.person_id:
        return "收款人不是困难档案的申请人。"
    if payment.amount_fen != found.amount_fen:
        return f"批准的是{written(found.amount_fen)}，金额不一致。"
    return None


def _told(payment: Any, files: Sequence[Any]) -> str | None:
    day = payment.paid_on
    stood = any(
        person == payment.person_id and day is not None and filed <= day and (left is None or day < left)
        for person, filed, left in files
    )
    return None if stood else "支付那天没有在册的困难档案。"
