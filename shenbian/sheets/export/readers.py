"""What a reader may see: which subtrees, and whose identity numbers in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shenbian.kit import identity, mask
from shenbian.people.actions.revealing import reveal_many
from shenbian.people.models import Person
from shenbian.people.rules import open_seal
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches


class Named(NamedTuple):
    """A person as a row shows them."""

    name: str
    document: str
    identity: str


@dataclass(frozen=True)
class Reader:
    """`under`: the paths that may be seen; None: everything. `why` is kept with every number that is read in full."""

    by: Actor
    under: Sequence[str] | None
    why: str

    def may_see(self, path: str) -> bool:
        return self.under is None or path.startswith(tuple(self.under))

    def people(self, wanted: Collection[tuple[int, str]]) -> dict[int, Named]:
        """People by id, each with the path of a row that names them: in full where one may reveal, else masked."""
        paths = tuple(reach.path for reach in reaches(self.by, Right.PERSON_REVEAL))
        opened = {person for person, path in wanted if paths and path.startswith(paths)}
        numbers = reveal_many(opened, field="document", by=self.by.ref, why=self.why) if opened else {}
        found = Person.objects.filter(pk__in={person for person, _ in wanted})
        return {person.pk: self._named(person, numbers) for person in found}

    def _named(self, person: Person, numbers: dict[int, str]) -> Named:
        label = identity.Document(person.document).label
        if person.pk in numbers:
            return Named(person.name, label, numbers[person.pk])
        return Named(mask.name(person.name), label, mask.number(open_seal(person, "document")))
