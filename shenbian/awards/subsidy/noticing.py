"""Applications in a public notice: what is shown of them, and how they follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from shenbian.awards.models import Benefit, NoticeLine
from shenbian.awards.noticed import Noticed, Shown, all_noticed
from shenbian.awards.subsidy.flow import is_subsidy
from shenbian.editions.models import Entry
from shenbian.flow.actions import perform
from shenbian.kit.refusal import refuse_if
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


class Applications(Noticed):
    table: ClassVar[str] = "editions.entry"

    def shown(self, keys: Sequence[int], *, by: Actor) -> Mapping[int, Shown]:
        """The grade and the amount are public; neither the number of a certificate nor where they work."""
        found = Entry.objects.select_related(*Entry.RELATED).in_bulk(keys)
        refuse_if({n: why for n, key in enumerate(keys) if (why := self._why(found.get(key), by))})
        return {
            key: Shown(
                person=entry.person.merged_into_id or entry.person_id,
                told=str(entry.outcome.get("tier", "")),
                amount_fen=entry.outcome["fen"],
            )
            for key, entry in found.items()
        }

    def _why(self, entry: Entry | None, by: Actor) -> str:
        if entry is None or not may(by, Right.REGISTER_READ, entry):
            return "没有这件申请。"
        if not is_subsidy(entry.kind_key) or entry.status != "reviewed":
            return f"{entry.title}现在是“{entry.title_of_state}”，复核通过的才能公示。"
        return ""

    def announced(self, keys: Sequence[int], *, by: Actor) -> None:
        lines = NoticeLine.objects.filter(subject__in=[f"{self.table}:{key}" for key in keys], outcome="open")
        benefits = {
            each.came_by: each for each in Benefit.objects.filter(came_by__in=lines.values("subject"), status="held")
        }
        for line in lines:
            if line.subject in benefits:
                benefits[line.subject].line = line
        Benefit.objects.bulk_update(benefits.values(), ["line"])
        self._move("announce", keys, by)

    def cleared(self, keys: Sequence[int], *, by: Actor) -> None:
        self._move("clear", keys, by)

    def struck(self, keys: Sequence[int], *, by: Actor) -> None:
        self._move("strike", keys, by)

    def called_off(self, keys: Sequence[int], *, by: Actor) -> None:
        """Of a draft that never began nothing has to follow."""
        begun = Entry.objects.filter(pk__in=keys, status="noticed").values_list("pk", flat=True)
        self._move("unannounce", list(begun), by)

    def _move(self, name: str, keys: Sequence[int], by: Actor) -> None:
        outcomes = perform(name, on=list(Entry.objects.filter(pk__in=keys).order_by("pk")), by=by)
        refused = [
            f"{each.thing.title if each.thing else each.called}：{each.why}" for each in outcomes if not each.moved
        ]
        refuse_if({0: "；".join(refused[:5])} if refused else {})


all_noticed.add(Applications())
