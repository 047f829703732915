"""Why a file does not go on. What must be looked up is asked once for all rows of a call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from shenbian.aid.declared import MEANS, SIGNED
from shenbian.aid.forms import HOME, PARTS, Checked
from shenbian.aid.sums import excluded
from shenbian.files.models import Attachment
from shenbian.flow.row import Guard, Row
from shenbian.kit.sentence import Sentence
from shenbian.people.models import Person
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.rulebook.queries import look_up_many

_LOCK = 110_113_025  # class of the advisory locks on the marks of households


def _model(name: str) -> Any:
    return apps.get_model("aid", name)


def _members(rows: Sequence[Row]) -> Any:
    return _model("HouseholdMember").objects.filter(dossier__in=[row.thing.pk for row in rows])


@dataclass(frozen=True)
class FilledIn(Guard):
    """Every part was told, and the applicant stands in the household."""

    title = "各部分都已填写"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        return set(_members(rows).filter(relation="self").values_list("dossier_id", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        titles = {key: form.title for key, form in PARTS.items()} | {HOME: "家庭成员"}
        missing = [title for key, title in titles.items() if key not in row.thing.saved]
        if missing:
            return Sentence("还没有填写：%(parts)s。", parts=missing)
        return None if row.thing.pk in known else "家庭成员里还没有申请人本人。"


@dataclass(frozen=True)
class _Stand:
    """Where a mark stands: in which file, and how it may be told to this mover."""

    dossier: int
    told: str


@dataclass(frozen=True)
class OneHousehold(Guard):
    """One household, one file: whoever is in it is in no other that stands. Marks are locked while this is asked.

    The other file is named to whoever may read it; to everybody else only that there is one.
    """

    title = "一户一档"
    reads = ("person",)

    def needs(self, rows: Sequence[Row]) -> dict[bytes, Any]:
        marks: dict[int, list[bytes]] = {row.thing.pk: [] for row in rows}
        for pk, mark in _members(rows).filter(mark__isnull=False).values_list("dossier_id", "mark"):
            marks[pk].append(bytes(mark))
        for row in rows:
            if not marks[row.thing.pk] and row.thing.person and row.thing.person.document_index:
                marks[row.thing.pk] = [bytes(row.thing.person.document_index)]
        self._lock({each for found in marks.values() for each in found})
        there = self._there({each for found in marks.values() for each in found}, rows)
        return there | {self._own(pk): found for pk, found in marks.items()}

    def why(self, row: Row, known: Any) -> str | None:
        for place, mark in enumerate(known[self._own(row.thing.pk)], 1):
            stand = known.get(mark)
            if stand is not None and stand.dossier != row.thing.pk:
                who = "申请人" if place == 1 else f"第{place}位家庭成员"
                return f"{who}已列入另一份在办或在册的困难档案{stand.told}，一户只能建一份档案。"
        return None

    def takes(self, row: Row, known: Any) -> None:
        stand = _Stand(row.thing.pk, f"（{row.called}）" if row.called else "")
        known.update(dict.fromkeys(known[self._own(row.thing.pk)], stand))

    def _own(self, pk: int) -> bytes:
        return b"own:%d" % pk

    def _lock(self, marks: Iterable[bytes]) -> None:
        """Until the transaction ends nobody else files these people. One query."""
        numbers = sorted({int.from_bytes(mark[:4], "big", signed=True) for mark in marks})
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, n) FROM unnest(%s::int[]) n", [_LOCK, numbers])

    def _there(self, marks: Iterable[bytes], rows: Sequence[Row]) -> dict[bytes, _Stand]:
        found = _model("HouseholdMember").objects.filter(stands=True, mark__in=list(marks))
        told: dict[bytes, _Stand] = {}
        for each in found.select_related("dossier__organisation", "dossier__person__merged_into"):
            other, by = each.dossier, rows[0].by
            seen = may(by, Right.REGISTER_READ, other) or by.owns(other.owner)
            where = f"{other.organisation.name}，编号{other.number or other.pk}"
            told[bytes(each.mark)] = _Stand(other.pk, f"（{where}）" if seen else "，请联系区总工会职工服务条线核实")
        return told


@dataclass(frozen=True)
class NotOfHousehold(Guard):
    """Nobody handles the file of their own household."""

    title = "不是自己家的事项"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        keys = [each for each in (rows[0].by.person, *rows[0].by.also) if each is not None]
        own = Person.objects.filter(key__in=keys, document_index__isnull=False)
        found = _members(rows).filter(mark__in=own.values("document_index"))
        return set(found.values_list("dossier_id", flat=True)) if keys else set()

    def why(self, row: Row, known: set[int]) -> str | None:
        mine = row.thing.pk in known or row.by.owns(row.thing.owner)
        return "不能办理自己和家人的困难档案，请交由同事办理。" if mine else None


@dataclass(frozen=True)
class Signed(Guard):
    """The application and the authorisation were signed, and hang on the file."""

    title = "申请书和授权委托书已签并存档"

    def needs(self, rows: Sequence[Row]) -> set[tuple[str, str]]:
        found = Attachment.objects.filter(subject__in=[row.thing.subject for row in rows], said__in=SIGNED)
        return set(found.values_list("subject", "said"))

    def why(self, row: Row, known: set[tuple[str, str]]) -> str | None:
        missing = [said for said in SIGNED if (row.thing.subject, said) not in known]
        return f"请先上传签好的{'、'.join(missing)}。" if missing else None


@dataclass(frozen=True)
class Consents(Guard):
    """The applicant agrees that the household's means be asked for, today."""

    title = "申请人同意核对家庭经济状况"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        consents: Any = apps.get_model("personal", "Consent")
        people = {row.thing.person_id for row in rows}
        found = consents.objects.filter(person__in=people, purpose=MEANS, withdrawn_at=None)
        return set(found.values_list("person_id", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        if row.thing.person_id in known:
            return None
        return "申请人没有同意核对家庭经济状况，或已经撤回，不能向民政等部门查询。"


@dataclass(frozen=True)
class WithinMeans(Guard):
    """What the household owns lies within the limits of the dated rule."""

    title = "家庭财产在规定以内"

    def needs(self, rows: Sequence[Row]) -> dict[int, Any]:
        bodies = {row.thing.organisation_id: row.thing.organisation for row in rows}
        return look_up_many("hardship_means", at=bodies.values(), on=rows[0].day)

    def why(self, row: Row, known: dict[int, Any]) -> str | None:
        most = known.get(row.thing.organisation_id)
        if most is None:
            return "规则表里没有这里今天适用的“困难家庭财产限额”，请先补上。"
        found = {key: row.said[key] for key in Checked.LIMITS}
        over = excluded(found, most, Checked.LIMITS)
        return f"核对结果超过规定：{'；'.join(over)}。请办理不予建档。" if over else None


@dataclass(frozen=True)
class PastDay(Guard):
    """What is written down has happened."""

    title = "日期已到"

    def why(self, row: Row, known: None) -> str | None:
        return "日期还没有到，请核对。" if row.said["on"] > row.day else None


@dataclass(frozen=True)
class InNotice(Guard):
    """The line of a public notice that speaks of this file says so: `outcome` of the line, `status` of the notice."""

    outcome: str
    status: tuple[str, ...] = ()
    otherwise: str = ""

    @property
    def title(self) -> str:
        return {"clean": "公示期满且没有异议", "open": "正在公示", "struck": "公示中的异议成立"}[self.outcome]

    def needs(self, rows: Sequence[Row]) -> set[str]:
        lines: Any = apps.get_model("awards", "NoticeLine")
        found = lines.objects.filter(subject__in=[row.thing.subject for row in rows], outcome=self.outcome)
        if self.status:
            found = found.filter(notice__status__in=self.status)
        return set(found.values_list("subject", flat=True))

    def why(self, row: Row, known: set[str]) -> str | None:
        return None if row.thing.subject in known else self.otherwise


@dataclass(frozen=True)
class NotInNotice(Guard):
    """No public notice speaks of this file any more."""

    title = "不在公示中"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        lines: Any = apps.get_model("awards", "NoticeLine")
        subjects = [row.thing.subject for row in rows]
        found = lines.objects.filter(subject__in=subjects, outcome__in=("open", "clean"))
        return set(found.values_list("subject", flat=True))

    def why(self, row: Row, known: set[str]) -> str | None:
        return "还在公示中，请在公示里办理。" if row.thing.subject in known else None


@dataclass(frozen=True)
class FromSheet(Guard):
    """A sheet tells of it."""

    title = "由登记表导入"

    def why(self, row: Row, known: None) -> str | None:
        return None if row.thing.came or row.thing.told_by else "只能由登记表导入。"


@dataclass(frozen=True)
class RecheckDue(Guard):
    """The day of the yearly re-check has come."""

    title = "到了复核日期"

    def why(self, row: Row, known: None) -> str | None:
        due = row.thing.recheck_on
        return None if due is not None and due <= row.day else "还没有到复核日期。"


@dataclass(frozen=True)
class WasHelped(Guard):
    """Something was given from the file."""

    title = "已有发放的帮扶"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        helps = _model("Help").objects.filter(dossier__in=[row.thing.pk for row in rows], status="given")
        return set(helps.values_list("dossier_id", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return None if row.thing.pk in known else "还没有从这份档案发放过帮扶。"


@dataclass(frozen=True)
class NothingOnWay(Guard):
    """No help from the file is proposed or waits to be given: else it would be paid after the file ended."""

    title = "没有未发放的帮扶"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        helps = _model("Help").objects.filter(
            dossier__in=[row.thing.pk for row in rows], status__in=("proposed", "decided")
        )
        return set(helps.values_list("dossier_id", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return "还有没有发放的帮扶，请先发放或取消，再办理退出。" if row.thing.pk in known else None
