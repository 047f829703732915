"""The amounts of a household put right at the yearly re-check; what they were stands in the sum of before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.aid.actions import CHANGES, read_dossier, save_part, set_household
from shenbian.aid.forms import Money, YuanField
from shenbian.aid.models import Dossier, HouseholdMember
from shenbian.aid.queries import dossiers_covered
from shenbian.desk.asking import ask
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

WHY = "年度复核，更正收入和支出"
Members = Sequence[tuple[HouseholdMember, Mapping[str, Any]]]


class Amounts(Money):
    """What each earns in a year, before the household's other income and its costs."""

    def __init__(self, said: Any = None, *, members: Members, money: Mapping[str, Any]) -> None:
        super().__init__(said, initial=dict(money))
        self.incomes = {f"income_{row.place}": told for row, told in _told_in_full(members)}
        for name, told in self.incomes.items():
            label = f"{told['name']}：全年收入（元）"
            self.fields[name] = YuanField(label=label, initial=told.get("income"), required=True)
        if not self.incomes:
            self.fields["other_income"].label = "家庭全年收入合计（元）"
            self.fields["other_income"].help_text = "这份档案由登记表导入，没有各人的明细"
        self.order_fields([*self.incomes])


def _told_in_full(members: Members) -> Members:
    """The members, where each was written down; of a file that a sheet told of there is only the applicant's number."""
    return members if all(told.get("name") and told.get("number") for _, told in members) else ()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(needs(Right.REGISTER_KEEP))
def amounts(request: PageRequest, pk: int) -> HttpResponse:
    """Looking at them leaves a trace that the household sees, as opening the file does."""
    found = get_object_or_404(dossiers_covered(request.actor), pk=pk)
    if found.status not in CHANGES or not may(request.actor, Right.REGISTER_KEEP, found):
        raise Http404
    told = read_dossier(found, by=request.actor, why=WHY)
    form = Amounts(request.POST or None, members=told.members, money=told.parts.get("money", {}))
    asked = ask(request, form, lambda: _changed(found, told.members, form, request.actor))
    if asked.done:
        messages.success(request, "收入和支出已更正。登记复核时按新的数字重新认定类别。")
        return redirect("desk:aid_file", pk=found.pk)
    said = {"form": form, "dossier": found, "refused": asked.refused}
    return render(request, "desk/aid/amounts.html", said, status=asked.status)


@transaction.atomic
def _changed(found: Dossier, members: Members, form: Amounts, by: Actor) -> Dossier:
    save_part(found, "money", form.data, by=by)
    rows = [
        {**told, "relation": row.relation, "document": row.document, "income": form.data.get(f"income_{row.place}", "")}
        for row, told in _told_in_full(members)
    ]
    return set_household(found, rows, by=by) if rows else found
