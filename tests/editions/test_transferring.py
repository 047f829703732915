"""转会 from the phone to the ledger: the union of the new employer takes the member in; nobody is admitted by it."""

import pytest

from shenbian.editions.actions import begin_entry, save_step
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import answers_of, steps_of, why_not
from shenbian.facts.actions import write
from shenbian.facts.fact import AlreadyThere, NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.queries import waiting_for
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import Period, today
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.people.actions import admit, resign
from shenbian.people.models import Membership
from shenbian.rights.actor import Actor
from tests.editions.conftest import LONG_AGO, Cast, person_of

ALL = {"unit": "东镇机床厂", "town": "", "moves": "on"}


def asked(cast: Cast, edition: Edition, by: Actor, **said: object) -> Entry:
    entry = begin_entry(edition, by=by)
    for step in ("from", "to"):
        entry = save_step(entry, step=step, said={**ALL, **said}, by=by)
    return perform("submit", on=entry, by=by)


def memberships(actor: Actor) -> list[tuple[str, object, object, str, str]]:
    rows = Membership.objects.filter(person=person_of(actor)).order_by("pk").select_related("organisation")
    return [(each.organisation.name, each.from_on, each.until_on, each.began, each.ended) for each in rows]


def test_the_union_of_the_new_employer_takes_a_member_in(cast: Cast) -> None:
    edition, wang = cast.edition("transferring"), cast.worker(of=cast.shop)
    since = memberships(wang)[0][1]
    entry = asked(cast, edition, wang)
    assert (entry.organisation, entry.unit, entry.due_on) == (cast.plant, cast.works, steps_of(entry)[1].due_on)
    assert [[row.subject for row in waiting_for(who)] for who in (cast.bo, cast.gu)] == [[entry.subject], []]
    with pytest.raises(NotYours):
        perform("accept", on=entry, by=cast.gu)
    entry = perform("accept", on=entry, by=cast.bo)
    assert (entry.status, entry.title_of_state) == ("accepted", "已转入")
    assert memberships(wang) == [
        ("百货工会", since, today(), "admitted", "transferred_out"),
        ("机床厂工会", today(), None, "transferred_in", ""),
    ]


def test_it_is_told_as_the_register_tells_it_and_never_as_an_admission(cast: Cast) -> None:
    edition, wang = cast.edition("transferring"), cast.worker(of=cast.shop)
    perform("accept", on=asked(cast, edition, wang), by=cast.bo)
    told = Fact.objects.order_by("kind").values_list("kind", "organisation", "org_path", "unit", "facets", "person")
    assert list(told) == [
        ("member.left", cast.shop.pk, cast.shop.path, None, {"how": "transferred_out"}, wang.person),
        ("member.transferred_in", cast.plant.pk, cast.plant.path, cast.works.pk, {}, wang.person),
    ]
    kind = kinds["member.transferred_in"]
    parts = {"person": wang.person, "organisation": cast.plant.pk, "happened_on": today()}
    again = NewFact(
        kind=kind.key,
        happened_on=today(),
        organisation=cast.plant.pk,
        org_path=cast.plant.path,
        person=wang.person,
        source=source_of(kind, parts),
        evidence="会员登记表 第2行",
    )
    with pytest.raises(AlreadyThere):
        write([again], by="test")
    wanted = [each for each in metrics if each.key == "organising.members"]
    counted = measure(wanted, under=cast.district.path, period=Period.year(today().year))
    assert counted["organising.members"].value == 0


def test_what_shenbian_knows_is_shown_and_the_new_employer_is_asked(cast: Cast) -> None:
    edition, wang = cast.edition("transferring"), cast.worker(of=cast.shop)
    entry = asked(cast, edition, wang)
    assert entry.answers == {"unit": "东镇机床厂", "town": "", "moves": True}
    assert [title for _, title, _ in answers_of(entry)] == ["从哪里转出", "转到哪里"]


def test_who_is_no_member_and_who_is_there_already_are_refused(cast: Cast) -> None:
    edition = cast.edition("transferring")
    assert why_not(cast.worker(), edition) == ["只有在册会员才能办理。"]
    with pytest.raises(Refused, match="您现在就是“机床厂工会”的会员，不用转会。"):
        asked(cast, edition, cast.worker(of=cast.plant))
    assert Fact.objects.count() == 0


def test_who_left_meanwhile_is_not_taken_over(cast: Cast) -> None:
    edition, wang = cast.edition("transferring"), cast.worker(of=cast.shop)
    entry = asked(cast, edition, wang)
    resign(Membership.objects.get(person=person_of(wang)), on=today(), by="test")
    with pytest.raises(Refused, match="只有在册会员才能办理。"):
        perform("accept", on=entry, by=cast.bo)
    assert (Fact.objects.count(), Entry.objects.get().status) == (0, "submitted")


def test_of_many_those_who_may_not_stay_and_the_others_move(cast: Cast) -> None:
    edition = cast.edition("transferring")
    workers = [cast.worker(of=cast.shop) for _ in range(3)]
    entries = [asked(cast, edition, each) for each in workers]
    resign(Membership.objects.get(person=person_of(workers[1])), on=today(), by="test")
    outcomes = perform("accept", on=entries, by=cast.bo)
    assert [each.moved for each in outcomes] == [True, False, True]
    assert Fact.objects.filter(kind="member.transferred_in").count() == 2


@pytest.mark.parametrize("move", ["refuse", "return", "withdraw"])
def test_not_accepted_the_membership_stays_where_it_is(cast: Cast, move: str) -> None:
    edition, wang = cast.edition("transferring"), cast.worker(of=cast.shop)
    before = memberships(wang)
    entry = asked(cast, edition, wang)
    perform(move, on=entry, by=wang if move == "withdraw" else cast.bo, said={"reason": "查无此人"})
    assert (memberships(wang), Fact.objects.count()) == (before, 0)


def test_nobody_takes_themselves_in(cast: Cast) -> None:
    edition = cast.edition("transferring")

    admit(person_of(cast.bo), to=cast.shop, on=LONG_AGO, by="test")
    with pytest.raises(Refused, match="自己"):
        perform("accept", on=asked(cast, edition, cast.bo), by=cast.bo)
