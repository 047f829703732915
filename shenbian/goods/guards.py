"""Why goods do not move, and why somebody does not get what they came for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q

from shenbian.files.models import Attachment
from shenbian.flow.row import Guard, Row
from shenbian.flow.table import Phase
from shenbian.goods.declared import CONDOLENCE, STOCK, shelf
from shenbian.kit.period import chinese_day
from shenbian.ledger.declared import Key
from shenbian.ledger.models import Holding
from shenbian.people.models import Person

Of = int | tuple[str, str]  # what it is a claim to: an item; without one a visit of a programme and campaign
Claim = tuple[str, Of, int | None, str]  # kind, to what, person, slip


@dataclass(frozen=True)
class NotAhead(Guard):
    """Nothing is written down before its day."""

    title = "日期已到"

    def why(self, row: Row, known: None) -> str | None:
        day = row.thing.on
        return f"{chinese_day(day)}还没有到。办完以后再登记。" if day > row.day else None


@dataclass(frozen=True)
class InStock(Guard):
    """The store has so many. `of` is the relation that gives; it is locked while this is asked."""

    of: str = "store"
    title = "库里有"

    @property
    def locks(self) -> str:
        return self.of

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.of, "item")

    def needs(self, rows: Sequence[Row]) -> dict[Key, int]:
        """What is left, by shelf. One query."""
        keys = {self._shelf(row) for row in rows if row.thing.item_id is not None}
        found = Holding.objects.filter(
            heading=STOCK, of__in={key.of for key in keys}, measure__in={key.measure for key in keys}
        )
        return dict.fromkeys(keys, 0) | {each.key: each.balance for each in found}

    def why(self, row: Row, known: dict[Key, int]) -> str | None:
        thing = row.thing
        if thing.item_id is None:
            return None
        left, store = known[self._shelf(row)], getattr(thing, self.of)
        if left >= thing.quantity:
            return None
        then = f"只剩{left}份，这里要{thing.quantity}份" if left > 0 else "已经没有了，或者没有调拨到那里"
        return f"“{store}”的“{thing.item}”{then}。请先登记入库或调拨。"

    def takes(self, row: Row, known: Any) -> None:
        if row.thing.item_id is not None:
            known[self._shelf(row)] -= row.thing.quantity

    def _shelf(self, row: Row) -> Key:
        return shelf(getattr(row.thing, self.of), STOCK, row.thing.item_id)


@dataclass(frozen=True)
class StillGood(Guard):
    """What has expired is not handed out, nor moved to where it would be."""

    title = "没有过期"
    reads = ("item",)

    def why(self, row: Row, known: None) -> str | None:
        item = row.thing.item
        last: date | None = item.expires_on if item else None
        if last is None or row.thing.on <= last:
            return None
        return f"“{item}”{chinese_day(last)}到期，过期的不能再发。请登记报损。"


@dataclass(frozen=True)
class WhoSigns(Guard):
    """One person signs for themselves; a team or a unit signs on a slip, and somebody signs for it. A sheet's row has
    its own paper behind it."""

    title = "有人签领"

    def why(self, row: Row, known: None) -> str | None:
        thing = row.thing
        if thing.came is not None:
            return None
        if thing.recipient in ("unit", "team"):
            if not thing.slip:
                return "发给单位或集体的，请写集体单号。"
            return None if thing.signed_by_id or thing.evidence else "集体签领要写明签领人。"
        if thing.person_id is None:
            return "请写明领取人。"
        if thing.quantity != 1 and thing.item is not None and thing.item.once:
            return f"“{thing.item}”每人一份。发给集体的，请写集体单号。"
        if thing.recipient == "family" and thing.signed_by_id is None:
            return "由家人代领的，请写明签领人。"
        return None


class Stood(NamedTuple):
    """What is there already: when, where, who noted it."""

    on: date
    where: str
    who: str


@dataclass(frozen=True)
class OnceEach(Guard):
    """Each person gets once what each gets once, at whichever store; a slip is counted once. The person is locked while
    this is asked."""

    title = "每人一份，不重复领取"
    locks = "person"
    reads = ("item",)

    def needs(self, rows: Sequence[Row]) -> dict[Claim, Stood]:
        """What these people, and slips, have had. Three queries."""
        issues = apps.get_model("goods", "Issue")._default_manager
        things = [row.thing for row in rows]
        people = {_standing(thing) for thing in things if thing.person_id}
        merged = dict(Person.objects.filter(merged_into__in=people).values_list("pk", "merged_into"))
        slips = Q(person=None, slip__in={thing.slip for thing in things if thing.person_id is None})
        found = issues.filter(Q(person__in=people | merged.keys()) | slips, status="issued")
        told = list(
            found.order_by().values_list(
                "kind", "programme", "activity", "item", "person", "slip", "on", "station", "store__name",
                "organisation__name", "recorded_by", "batch",
            )
        )  # fmt: skip
        names = _names(each[10] for each in told if each[11] is None)
        known: dict[Claim, Stood] = {}
        for kind, programme, activity, item, person, slip, on, station, store, body, by, batch in told:
            who = f"{names.get(by, '同事')}登记" if batch is None else "由台账导入"
            to: Of = item or (programme, activity)
            known[kind, to, merged.get(person, person), slip] = Stood(on, station or store or body, who)
        return known

    def why(self, row: Row, known: dict[Claim, Stood]) -> str | None:
        thing = row.thing
        stood = known.get(_claim(thing))
        if stood is None:
            return None
        told = f"{chinese_day(stood.on)}已在“{stood.where}”"
        if thing.person_id is None:
            return f"单号“{thing.slip}”{told}登记过（{stood.who}），不能再记一次。"
        if thing.item is None or thing.kind == CONDOLENCE:
            return f"这个人{told}慰问过（{stood.who}），同一次慰问每人只记一次。"
        return f"这个人{told}领过“{thing.item}”（{stood.who}），每人只领一份，不能再领。"

    def takes(self, row: Row, known: Any) -> None:
        thing = row.thing
        known[_claim(thing)] = Stood(thing.on, thing.where or thing.organisation.name, row.called or "刚刚登记")


def _standing(thing: Any) -> int | None:
    """The Person.pk that stands for whoever gets it; a sheet names nobody who was merged."""
    if thing.person_id is None or thing.came is not None:
        return thing.person_id  # type: ignore[no-any-return]
    return thing.person.merged_into_id or thing.person_id  # type: ignore[no-any-return]


def _claim(thing: Any) -> Claim:
    return thing.kind, thing.item_id or (thing.programme, thing.activity), _standing(thing), thing.slip


def _names(refs: Any) -> dict[str, str]:
    keys = {int(ref.removeprefix("person:")) for ref in refs if ref.startswith("person:")}
    return {f"person:{key}": name for key, name in Person.objects.filter(key__in=keys).values_list("key", "name")}


@dataclass(frozen=True)
class EditionRuns(Guard):
    """The campaign is on, or was: what is over takes no more."""

    title = "活动没有结束"
    reads = ("edition",)

    def why(self, row: Row, known: None) -> str | None:
        edition = row.thing.edition
        if edition is None or row.thing.came is not None or edition.status in ("open", "closed"):
            return None
        return f"“{edition}”现在是“{edition.title_of_state}”，不能登记。"


@dataclass(frozen=True)
class ReallyExpired(Guard):
    """What is written off as expired has expired."""

    title = "确实过期"
    reads = ("item",)

    def why(self, row: Row, known: None) -> str | None:
        thing = row.thing
        last: date | None = thing.item.expires_on
        if thing.reason != "expired" or (last is not None and last < thing.on):
            return None
        return f"“{thing.item}”{chinese_day(last)}才到期。" if last else f"“{thing.item}”没有到期日，不能按过期报损。"


@dataclass(frozen=True)
class FreshPaper(Guard):
    """No photo and no signed slip proves two things: one that belongs to another that stands is refused."""

    title = "照片和签领单没有用过"

    def needs(self, rows: Sequence[Row]) -> dict[str, str]:
        """What else holds one of the papers, by the subject of the row. At most four queries, none for a sheet."""
        ours = {row.thing.subject for row in rows if getattr(row.thing, "came", None) is None}
        if not ours:
            return {}
        kept = Attachment.objects.filter(subject__in=ours).values("file__kept")
        held = Attachment.objects.filter(subject__startswith="goods.", file__kept__in=kept)
        papers = list(held.values_list("file__kept", "subject"))
        standing = _standing_among({subject for _, subject in papers} - ours)
        others = {paper: standing[subject] for paper, subject in papers if subject in standing}
        return {subject: others[paper] for paper, subject in papers if subject in ours and paper in others}

    def why(self, row: Row, known: dict[str, str]) -> str | None:
        other = known.get(row.thing.subject)
        return f"这张照片已经用在{other}里。请用这一次的。" if other else None


def _standing_among(subjects: Collection[str]) -> dict[str, str]:
    """Of these things those that stand, in words: day and title. One query for each model."""
    told: dict[str, str] = {}
    for label, title in (("goods.issue", "发放"), ("goods.writeoff", "报损")):
        numbers = {int(each.rpartition(":")[2]) for each in subjects if each.startswith(f"{label}:")}
        model = apps.get_model(label)
        stands = model._default_manager.filter(pk__in=numbers).exclude(phase=Phase.VOID.value)
        told |= {f"{label}:{pk}": f"{chinese_day(on)}的{title}" for pk, on in stands.values_list("pk", "on")}
    return told
