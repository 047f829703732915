"""A file is made public before it is opened: the masked name and the class, nothing else (awards.noticed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from shenbian.aid.models import Dossier
from shenbian.awards.noticed import Noticed, Shown, all_noticed
from shenbian.flow.actions import perform
from shenbian.kit.refusal import refuse_if
from shenbian.rights.actor import Actor


class OfDossiers(Noticed):
    """A file follows its line: public, through, objected to, or to be made public anew."""

    table: ClassVar[str] = "aid.dossier"

    def shown(self, keys: Sequence[int], *, by: Actor) -> Mapping[int, Shown]:
        found = Dossier.objects.in_bulk(keys)
        refuse_if(
            {
                place: "只有核对无误、待公示的困难档案才能公示。"
                for place, key in enumerate(keys)
                if key not in found or found[key].status != "verification"
            }
        )
        return {key: Shown(each.person_id, told=each.get_klass_display()) for key, each in found.items()}

    def announced(self, keys: Sequence[int], *, by: Actor) -> None:
        _move("publicise", keys, by)

    def cleared(self, keys: Sequence[int], *, by: Actor) -> None:
        _move("clear", keys, by)

    def struck(self, keys: Sequence[int], *, by: Actor) -> None:
        _move("uphold", keys, by)

    def called_off(self, keys: Sequence[int], *, by: Actor) -> None:
        """A notice that never ran leaves its files where they are."""
        running = Dossier.objects.filter(pk__in=keys, status="publicity").values_list("pk", flat=True)
        _move("unpublicise", list(running), by)


def _move(name: str, keys: Sequence[int], by: Actor) -> None:
    """All of them, or none: what the notice decided is not left half done."""
    outcomes = perform(name, on=list(Dossier.objects.filter(pk__in=keys).order_by("pk")), by=by)
    refuse_if({place: each.why for place, each in enumerate(outcomes) if not each.moved})


all_noticed.add(OfDossiers())
