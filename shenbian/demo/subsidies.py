"""The subsidies that can be applied for today, beside the year that was: applications from the phone and by a sheet of
their union at every step up to a public notice that runs. Nothing is paid of them, so no figure of any year changes.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from PIL import Image, ImageDraw

from shenbian.awards.actions import Drafted, draft_notice
from shenbian.demo.present import Hands, Moves, hands_of, opened
from shenbian.editions.actions import add_papers, begin_entry, save_step
from shenbian.editions.form import FieldKind
from shenbian.editions.models import Edition, Entry
from shenbian.flow.actions import perform
from shenbian.flow.filing import Sheet
from shenbian.kit import workbook
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation
from shenbian.people.actions.revealing import reveal_many
from shenbian.people.models import Person
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of
from shenbian.sheets.actions.importing import bring_in
from shenbian.sheets.entries.columns import register_of

KIND, DESK = "certificate_subsidy", "economy"
WHY = "演示：集体申报表要写证件号码"
_PICTURE = "证书.jpg"
_SUBMIT: Moves = (("self", "submit", {}),)
_ENDORSE: Moves = (*_SUBMIT, ("grassroots", "endorse", {"reason": "证书原件已经看过。"}))
_REVIEW: Moves = (*_ENDORSE, ("desk", "review", {}))


@dataclass(frozen=True)
class _Asking:
    """One application: the grade of the certificate, and the moves that were made with it."""

    tier: str
    moves: Moves = field(default=())


_ASKING = (
    _Asking("3"),
    _Asking("3", _SUBMIT),
    _Asking("2", (*_SUBMIT, ("grassroots", "return", {"reason": "照片看不清证书编号，请重新拍一张。"}))),
    _Asking("3", _ENDORSE),
    _Asking("2", _REVIEW),
    _Asking("1", _REVIEW),
)
_BY_SHEET = 2  # workers for whom their union hands in, the second without a witness


def load(say: Callable[[str], None]) -> None:
    """Only where nobody has set up such an edition yet, and there are hands and members enough."""
    home, hands = federation(), hands_of()
    if home is None or hands is None or Edition.objects.filter(kind_key=KIND).exists():
        return
    desk, head = _officer(home, "desk_officer"), _officer(home, "desk_head")
    people = _members(hands)
    if desk is None or head is None or len(people) < len(_ASKING) + _BY_SHEET:
        return
    with transaction.atomic():
        edition = opened(KIND, home)
        officers = {**hands.officers, "desk": desk}
        entries = [_ask(edition, n, each, people[n], officers) for n, each in enumerate(_ASKING)]
        _announce(home, [each for each in entries if each.status == "reviewed"], head, say)
    _hand_in(edition, people[len(_ASKING) :], hands.officers["grassroots"])
    say(f"今年的助推申请已经装好：{Entry.objects.filter(edition=edition).count()}件，有的正在公示。")


def _officer(home: Organisation, role: str) -> Actor | None:
    posts = Post.objects.standing_on(today()).filter(organisation=home, role_key=role, desks__contains=[DESK])
    post = posts.select_related("person", "organisation").order_by("pk").first()
    return actor_of(post.person) if post else None


def _members(hands: Hands) -> list[Person]:
    """Members of the union of these hands who hold no post and have nothing else to do in the demo."""
    officers = Post.objects.standing_on(today()).values("person")
    members = memberships_on(today()).filter(organisation=hands.body).exclude(person__in=officers)
    busy = Entry.objects.values("person")
    found = members.exclude(person__in=busy).select_related("person").order_by("pk")
    return [each.person for each in found[: len(_ASKING) + _BY_SHEET]]


def _number(n: int) -> str:
    return f"YS{today().year - 1}-{n + 1:05d}"


def _earned(n: int) -> date:
    return date(today().year - 1, 3 + n % 9, 10 + n)


def _ask(edition: Edition, n: int, asking: _Asking, person: Person, officers: Mapping[str, Actor]) -> Entry:
    """Fill it in on the phone, with a picture, and make its moves."""
    owner = actor_of(person)
    said = {"number": _number(n), "tier": asking.tier, "earned_on": _earned(n).isoformat(), **_account(n), "true": "on"}
    entry = begin_entry(edition, by=owner)
    for step in entry.kind.form.steps if asking.moves else entry.kind.form.steps[:1]:
        entry = save_step(entry, step=step.key, said=said, by=owner)
        for each in step.fields:
            if each.kind is FieldKind.FILE:
                add_papers(entry, field=each.key, sheets=[Sheet(_PICTURE, _picture(n))], by=owner)
    for who, move, words in asking.moves:
        entry = perform(move, on=entry, by=officers.get(who, owner), said=words)
    return entry


def _account(n: int) -> dict[str, str]:
    return {"bank": "演示银行顺义支行", "account": f"62220200000{n:05d}"}


def _announce(home: Organisation, entries: list[Entry], head: Actor, say: Callable[[str], None]) -> None:
    """Make public what was reviewed. It cannot begin in days of which the calendar does not know whether they are
    worked; then it stays to be begun."""
    said = Drafted(
        programme=KIND,
        title=f"{today().year}年职业资格证书助推拟发放名单公示",
        organisation=home,
        desk=DESK,
        subjects=[each.subject for each in entries],
        contact="劳动经济部 69440000",
    )
    notice = draft_notice(said, by=head)
    try:
        perform("start", on=notice, by=head)
    except Refused as no:
        say(f"助推公示没有开始：{no}")


def _hand_in(edition: Edition, people: list[Person], officer: Actor) -> None:
    """Their union hands in for them by a sheet with a picture; of the second row it is not said who saw them agree."""
    register = register_of(edition)
    numbers = reveal_many([each.pk for each in people], field="document", why=WHY, by=officer.ref)
    with tempfile.TemporaryDirectory(prefix="shenbian-") as folder:
        (Path(folder) / _PICTURE).write_bytes(_picture(len(_ASKING)))
        told = [_row(n, person, numbers[person.pk], register) for n, person in enumerate(people)]
        titles = [workbook.Column(each.title) for each in register.columns]
        path = Path(folder) / f"{edition.title}集体申报.xlsx"
        workbook.write(path, [workbook.Sheet(register.title, titles, told)])
        bring_in(path, by=officer)


def _row(n: int, person: Person, number: str, register: Any) -> list[object]:
    at, account = len(_ASKING) + n, _account(len(_ASKING) + n)
    said: dict[str, object] = {
        "name": person.name,
        "identity": number,
        "answer.number": _number(at),
        "answer.tier": "三级（高级工）",
        "answer.earned_on": _earned(at).isoformat(),
        "answer.photo": _PICTURE,
        "answer.bank": account["bank"],
        "answer.account": account["account"],
        "answer.true": "是",
        "how": "当面签字",
        "evidence": "" if n else "签字单 1 号",
    }
    return [said.get(each.key, "") for each in register.columns]


def _picture(n: int) -> bytes:
    """A sheet of paper with a number, as a phone would see it."""
    drawn = Image.new("RGB", (900, 640), "#f5efe0")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((40, 40, 860, 600), outline="#b8860b", width=6)
    pen.text((330, 300), _number(n), fill="#333333", font_size=36)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=80)
    return out.getvalue()
