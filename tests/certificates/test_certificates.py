"""A certificate is issued once for what it rests on, holds as long as its kind says, is revoked with a reason."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from shenbian.certificates.actions import erase_certificates, issue, revoke
from shenbian.certificates.declared import CertificateKinds, certificate_kinds
from shenbian.certificates.models import Certificate
from shenbian.certificates.queries import certificates_covered, certificates_of, shown
from shenbian.certificates.rules import LENGTH, last_day, new_code, read, written
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.refusal import Refused as RowsRefused
from shenbian.notices.models import Notice
from shenbian.people.actions import merge
from tests.certificates.conftest import DAY, LASTING, YEARLY, award, kind
from tests.editions.conftest import OPERATOR, Cast, officer, person_of

Queries = Callable[[int], AbstractContextManager[object]]


def test_a_certificate_has_a_number_a_code_and_a_last_day_and_its_holder_is_told(cast: Cast) -> None:
    wang = cast.worker(of=cast.plant)
    one = issue([award(cast, wang, "hours:1", minutes=600)], by=cast.bo)[0]
    assert (one.number, one.valid_until, one.minutes, one.desk) == (
        f"CY-2026-{one.pk:06d}",
        date(2027, 3, 9),
        600,
        "culture",
    )
    assert (one.status, one.owner, len(one.code)) == ("issued", wang.person, LENGTH)
    told = Notice.objects.get(to=wang.person)
    assert (told.title, told.subject) == ("测试证书：已颁发", one.subject)


def test_what_is_certified_already_is_not_certified_again(cast: Cast) -> None:
    wang, li = cast.worker(), cast.worker()
    first = issue([award(cast, wang, "hours:1")], by=cast.bo)[0]
    again = issue([award(cast, li, "hours:2"), award(cast, wang, "hours:1"), award(cast, li, "hours:2")], by=cast.bo)
    assert [each.pk for each in again] == [again[0].pk, first.pk, again[0].pk]
    assert (Certificate.objects.count(), Notice.objects.count()) == (2, 2)
    with pytest.raises(IntegrityError, match="certificate_once"), transaction.atomic():
        Certificate.objects.filter(pk=again[0].pk).update(source="hours:1")


def test_a_hundred_cost_what_one_costs(cast: Cast, queries: Queries) -> None:
    awards = [award(cast, cast.worker(), f"hours:{n}") for n in range(4)]
    with queries(10):
        issue(awards[:1], by=cast.bo)
    with queries(10):
        issue(awards[1:], by=cast.bo)


def test_a_kind_may_hold_for_good_and_an_award_may_say_its_own_day_and_number(cast: Cast) -> None:
    wang = cast.worker()
    lasting = issue([award(cast, wang, "a", kind=LASTING.key)], by=cast.bo)[0]
    own = issue([award(cast, wang, "b", valid_until=DAY, number="京顺工-7")], by=cast.bo)[0]
    assert (lasting.valid_until, own.valid_until, own.number) == (None, DAY, "京顺工-7")
    assert [each.holds_on(day) for each in (lasting, own) for day in (DAY, DAY + timedelta(days=1))] == [
        True,
        True,
        True,
        False,
    ]


def test_a_number_is_given_once(cast: Cast) -> None:
    wang, li = cast.worker(), cast.worker()
    issue([award(cast, wang, "a", number="7")], by=cast.bo)
    with pytest.raises(RowsRefused) as no:
        issue([award(cast, li, "b"), award(cast, li, "c", number="7")], by=cast.bo)
    assert no.value.reasons == {1: "证书编号“7”已经用过，请核对编号。"}
    assert Certificate.objects.count() == 1


def test_where_the_rulebook_does_not_say_how_long_nothing_is_issued(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled = kind("test_ruled", "CR", months="entry_decide_days")
    monkeypatch.setitem(certificate_kinds._all, ruled.key, ruled)
    one = issue([award(cast, cast.worker(), "a", kind=ruled.key)], by=cast.bo)[0]
    assert one.valid_until == last_day(DAY, 15)
    with pytest.raises(RowsRefused, match="规则表没有写明“测试证书”的有效期"):
        issue([award(cast, cast.worker(), "b", kind=ruled.key, issued_on=date(1990, 1, 1))], by=cast.bo)


@pytest.mark.parametrize(
    ("issued_on", "months", "until"),
    [
        (date(2026, 3, 10), 12, date(2027, 3, 9)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 12, 1), 36, date(2029, 11, 30)),
    ],
)
def test_months_end_on_the_day_before(issued_on: date, months: int, until: date) -> None:
    assert last_day(issued_on, months) == until


def test_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()
    assert read(written(code)) == code
    assert read(f" {written(code).lower()} ".replace("1", "l").replace("0", "o")) == code
    assert [read(wrong) for wrong in ("", "X", code[:-1], code + "A", "U" * LENGTH)] == ["", "", "", "", ""]
    assert len({new_code() for _ in range(200)}) == 200


def test_whoever_verifies_learns_a_masked_name_and_whether_it_holds(cast: Cast, queries: Queries) -> None:
    wang = cast.worker()
    one = issue([award(cast, wang, "a")], by=cast.bo)[0]
    with queries(1):
        found = shown(written(one.code), DAY)
    assert found and (found.name, found.state, found.certificate.pk) == ("职*1", "holds", one.pk)
    later = shown(one.code, date(2027, 3, 10))
    assert later and later.state == "expired"
    revoke(one, reason="时长登记有误", by=officer(11, "town_officer", cast.town))
    gone = shown(one.code, date(2027, 3, 10))
    assert gone and gone.state == "revoked"
    assert shown(new_code(), DAY) is None


def test_revoking_strikes_out_what_rests_on_it_and_tells_its_holder(cast: Cast) -> None:
    wang = cast.worker()
    keys = {name: {"edition": name, "person": wang.person} for name in ("edition:1", "edition:2")}
    sources = {name: source_of(kinds["certificate"], parts) for name, parts in keys.items()}
    one = issue([award(cast, wang, "a", score=90, counted=f"certificate:{sources['edition:1']}")], by=cast.bo)[0]
    for edition, source in sources.items():
        fact = NewFact(
            kind="certificate",
            happened_on=DAY,
            organisation=cast.plant.pk,
            org_path=cast.plant.path,
            edition=edition,
            person=wang.person,
            facets={"programme": "mediator_training"},
            source=source,
            evidence="第2行",
        )
        write([fact], by="test")
    one = revoke(one, reason="替考", by=officer(11, "town_officer", cast.town))
    assert (one.status, one.revoked_why) == ("revoked", "替考")
    assert list(Fact.objects.filter(voided_at=None, kind="certificate").values_list("edition", flat=True)) == [
        "edition:2"
    ]
    assert Notice.objects.filter(to=wang.person, title="测试证书：已撤销").count() == 1
    assert issue([award(cast, wang, "a")], by=cast.bo)[0].pk != one.pk  # what was revoked may be earned anew


def test_only_whoever_runs_things_there_revokes_and_nobody_their_own(cast: Cast) -> None:
    one = issue([award(cast, cast.worker(), "a")], by=cast.bo)[0]
    for actor in (cast.bo, cast.dan, cast.worker(), officer(12, "town_officer", cast.shop)):
        with pytest.raises(NotYours):
            revoke(one, reason="x", by=actor)
    ting = officer(13, "town_officer", cast.town)
    own = issue([award(cast, ting, "b")], by=cast.bo)[0]
    with pytest.raises(Refused, match="不能办理自己的事项"):
        revoke(own, reason="x", by=ting)
    with pytest.raises(Refused, match="撤销原因"):
        revoke(one, reason=" ", by=ting)
    assert revoke(one, reason="登记有误", by=OPERATOR).status == "revoked"


def test_everybody_sees_their_own_and_officers_those_of_their_places(cast: Cast, queries: Queries) -> None:
    wang, li = cast.worker(), cast.worker()
    mine, shop = issue([award(cast, wang, "a"), award(cast, li, "b", organisation=cast.shop)], by=OPERATOR)
    assert [each.pk for each in certificates_of(wang)] == [mine.pk]
    seen = {who: [each.pk for each in certificates_covered(who)] for who in (cast.bo, cast.gu, cast.ting, cast.heads)}
    assert list(seen.values()) == [[mine.pk], [shop.pk], [shop.pk, mine.pk], []]
    merge(person_of(li), into=person_of(wang), reason="同一人", by="test")
    with queries(1):
        assert [each.owner for each in certificates_of(wang)] == [wang.person]


def test_whoever_is_erased_can_no_longer_be_verified(cast: Cast) -> None:
    wang = cast.worker()
    one = issue([award(cast, wang, "a", score=77)], by=cast.bo)[0]
    erase_certificates([wang.person or 0])
    person = person_of(wang)
    type(person).objects.filter(pk=person.pk).update(erased_at="2026-01-01T00:00Z")
    one.refresh_from_db()
    assert (one.score, shown(one.code, DAY)) == (None, None)


def test_a_wrong_kind_stops_the_program() -> None:
    registry = CertificateKinds()
    registry.add(YEARLY)
    for wrong, why in (
        (YEARLY, "two kinds of certificates are called test_yearly"),
        (kind("other", "CY"), "two kinds of certificates are numbered CY"),
        (kind("other", "X", months="no_such_rule"), "holds for an undeclared rule"),
        (kind("other", "证"), "has no letters"),
    ):
        with pytest.raises(ValueError, match=why):
            registry.add(wrong)
