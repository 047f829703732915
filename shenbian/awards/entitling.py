"""Who may be paid: of a programme whose money follows a decision, whoever has one that was public and is not paid yet.

A payment names its decision (`pays`), or it is the payment of a sheet, which names the person or the unit, amount, day
and level: then it is for the one decision that says the same. What the bank answered goes back to the decision and to
its application.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q

from shenbian.awards.declared import Subsidy, subsidies
from shenbian.flow.actions import perform
from shenbian.funds.declared import Entitlement, entitlements
from shenbian.kit.money import written
from shenbian.kit.period import chinese_day
from shenbian.kit.refusal import refuse_if

SUBJECT = "awards.benefit:"


def declare(*declared: Subsidy) -> None:
    """Programmes that give by decision: what they give, and that nobody is paid by them without a decision."""
    for each in declared:
        subsidies.add(each)
        entitlements.add(Decided(each))


class _Decisions:
    """The benefits that these payments may be for; each is taken by one payment."""

    def __init__(self, payments: Sequence[Any]) -> None:
        """Two queries: the benefits, and which of them another payment is under way for."""
        model: Any = apps.get_model("awards", "Benefit")
        named = {int(each.pays.removeprefix(SUBJECT)) for each in payments if each.pays.startswith(SUBJECT)}
        people, units = {_person(each) for each in payments}, {each.unit_id for each in payments}
        theirs = Q(person__in=people - {None}) | Q(person=None, unit__in=units - {None})
        about = Q(pk__in=named) | Q(theirs, programme__in={each.programme for each in payments})
        found = model.objects.filter(about, status__in=("granted", "paid")).select_related("organisation")
        self._all = {each.pk: each for each in found.order_by("decided_on", "pk")}
        self._under_way = _under_way(self._all)
        self._taken: set[int] = set()

    def of(self, payment: Any) -> tuple[Any, str]:
        """Its decision, or None and why there is none."""
        if payment.pays.startswith(SUBJECT):
            named = self._all.get(int(payment.pays.removeprefix(SUBJECT)))
            return self._judged(payment, [named] if named else [])
        theirs = [
            each for each in self._all.values() if each.programme == payment.programme and _of_the_same(each, payment)
        ]
        return self._judged(payment, [each for each in theirs if self._is_free(each, payment)] or theirs)

    def _judged(self, payment: Any, theirs: Sequence[Any]) -> tuple[Any, str]:
        subsidy = subsidies[payment.programme]
        title = subsidy.title
        if not theirs:
            whom = "这个单位" if subsidy.to_units else "这个人"
            return None, f"没有{whom}的“{title}”决定（或者公示没有期满）。先决定、公示，再付款。"
        says = [each for each in theirs if _same(each, payment)]
        if not says:
            told = "；".join(f"{written(each.amount_fen)}（编号{each.number}）" for each in theirs[:3])
            return None, f"与“{title}”的决定不一致：决定的是{told}，金额、取得日期和级别应当相同。"
        free = next((each for each in says if self._is_free(each, payment)), None)
        if free is None:
            where = f"编号{says[0].number}，{chinese_day(says[0].decided_on)}决定"
            return None, f"这项“{title}”已经付过或者正在付（{where}），不会重复支付。"
        self._taken.add(free.pk)
        return free, ""

    def _is_free(self, benefit: Any, payment: Any) -> bool:
        if benefit.pk in self._taken or benefit.status != "granted":
            return False
        other = self._under_way.get(f"{SUBJECT}{benefit.pk}")
        return other in (None, payment.pk) or bool(payment.pays) or other == payment.instead_of_id


def _same(benefit: Any, payment: Any) -> bool:
    return bool(
        benefit.programme == payment.programme
        and _of_the_same(benefit, payment)
        and benefit.amount_fen == payment.amount_fen
        and _day(payment.earned_on) in (None, benefit.earned_on)
        and payment.level in ("", benefit.level)
    )


def _of_the_same(benefit: Any, payment: Any) -> bool:
    """Whether the decision is about the person who is paid, or about the unit."""
    if benefit.person_id is None:
        return bool(benefit.unit_id == payment.unit_id)
    return bool(benefit.person_id == _person(payment))


def _day(said: date | str | None) -> date | None:
    """A day, which a sheet's row may hold as its text while it comes in."""
    return date.fromisoformat(said) if isinstance(said, str) else said


def _person(payment: Any) -> int | None:
    """Person.pk of whom it pays; of a merged record that of the one that stands."""
    person = payment.person
    return (person.merged_into_id or person.pk) if person else None


def _under_way(benefits: dict[int, Any]) -> dict[str, int]:
    """The payment that was prepared for each of these and has not come to nothing. One query."""
    model: Any = apps.get_model("funds", "Payment")
    live = model.objects.filter(pays__in=[f"{SUBJECT}{pk}" for pk in benefits])
    return dict(live.exclude(status__in=("cancelled", "dropped", "repaid", "paid")).values_list("pays", "pk"))


class Decided(Entitlement):
    """One programme whose payments follow decisions."""

    def __init__(self, subsidy: Subsidy) -> None:
        self.programmes = (subsidy.programme,)  # type: ignore[misc]
        self.units = subsidy.to_units  # type: ignore[misc]

    def whether(self, payments: Sequence[Any]) -> list[str | None]:
        known = _Decisions(payments)
        return [known.of(each)[1] or None for each in payments]

    def paid(self, payments: Sequence[Any], *, by: Any, batch: int | None) -> None:
        """What was decided is paid, and so is what it was decided on."""
        known = _Decisions(payments)
        found = [known.of(each) for each in payments]
        refuse_if({place: why for place, (_, why) in enumerate(found) if why})
        benefits = [benefit for benefit, _ in found]
        for benefit, payment in zip(benefits, payments, strict=True):
            benefit.payment = payment
        self._keep(benefits)
        self._move("pay", benefits, by=by, batch=batch)

    def bounced(self, payments: Sequence[Any], *, by: Any) -> None:
        """It is owed again."""
        model: Any = apps.get_model("awards", "Benefit")
        benefits = list(model.objects.filter(payment__in=payments, status="paid").order_by("pk"))
        self._move("bounce", benefits, by=by, batch=None)
        for each in benefits:
            each.payment = None
        self._keep(benefits)

    def _keep(self, benefits: Sequence[Any]) -> None:
        apps.get_model("awards", "Benefit")._default_manager.bulk_update(benefits, ["payment"])

    def _move(self, name: str, benefits: Sequence[Any], *, by: Any, batch: int | None) -> None:
        """The benefits, and the applications that led to them, which their owners follow."""
        acting = by.operating()
        refuse_if({n: o.why for n, o in enumerate(perform(name, on=benefits, by=acting, batch=batch)) if not o.moved})
        entry: Any = apps.get_model("editions", "Entry")
        keys = [int(each.came_by.rpartition(":")[2]) for each in benefits if each.came_by.startswith("editions.entry:")]
        entries = list(entry.objects.filter(pk__in=keys).order_by("pk"))
        stuck = [each.why for each in perform(name, on=entries, by=acting) if not each.moved]
        refuse_if({0: "；".join(stuck)} if stuck else {})
