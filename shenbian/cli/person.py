"""The person that a command speaks of."""

from django.db.models import Q

from shenbian.kit.env import Unable
from shenbian.kit.identity import BadIdentity, Document, number
from shenbian.people.models import Person
from shenbian.people.rules import Marks


def person_known(text: str) -> Person:
    """The very record with this document number or this key, merged or not. Raises Unable when there is none.

    Read as a number of every kind of document; the number itself is never read out of its seal. One query.
    """
    marks, asked = Marks(), Q(pk__in=[])
    for kind in Document:
        try:
            mark = marks.document(kind.value, number(text, document=kind))
        except BadIdentity:
            continue
        asked |= Q(document=kind.value, document_index=mark)
    if text.isascii() and text.isdigit() and int(text) < 2**63:
        asked |= Q(key=int(text))
    found = list(Person.objects.filter(asked)[:2])
    if not found:
        raise Unable("没有这个证件号码或人员编号的档案。")
    if len(found) > 1:
        raise Unable("有几份档案都对得上这个号码，请写人员编号。")
    return found[0]
