"""May this be done, to which rows, by whom: over random trees, posts and people the three answers agree."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as D

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from shenbian.orgs.actions import found_many
from shenbian.orgs.models import Organisation
from shenbian.orgs.rules import Founding
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import APPOINTABLE, EVERYONES_RIGHTS, OPERATORS_RIGHTS, Desk, Right
from shenbian.rights.models import Grant, Post
from shenbian.rights.queries import actor_of, who_may
from shenbian.rights.rules import covered, covered_by_any, may

DAY = D(2022, 6, 1)
DESKS = (Desk.CULTURE.value, Desk.RIGHTS.value, Desk.FINANCE.value)


@dataclass(frozen=True)
class Thing:
    """Something placed."""

    organisation: Organisation
    desk: str
    owner: int | None


@dataclass(frozen=True)
class World:
    bodies: int
    parents: tuple[int, ...]
    posts: tuple[tuple[int, int, int, tuple[str, ...], bool], ...]  # person, body, role, desks, standing
    grants: tuple[tuple[int, int, int, tuple[str, ...], bool], ...]  # person, body, role, desks, in force
    things: tuple[tuple[int, str, int | None], ...]  # body, desk, owner
    right: Right


@st.composite
def worlds(draw: st.DrawFn) -> World:
    bodies = draw(st.integers(1, 6))
    post = st.tuples(
        st.integers(0, 3),
        st.integers(0, bodies - 1),
        st.integers(0, len(APPOINTABLE) - 1),
        st.lists(st.sampled_from(DESKS), unique=True, max_size=2).map(tuple),
        st.booleans(),
    )
    owner = st.none() | st.integers(0, 3)
    thing = st.tuples(st.integers(0, bodies - 1), st.sampled_from(("", *DESKS)), owner)
    return World(
        bodies,
        tuple(draw(st.integers(0, max(0, each - 1))) for each in range(bodies)),
        tuple(draw(st.lists(post, max_size=6, unique_by=lambda each: each[:3]))),
        tuple(draw(st.lists(post, max_size=3))),
        tuple(draw(st.lists(thing, min_size=1, max_size=4))),
        draw(st.sampled_from(Right)),
    )


def built(world: World) -> tuple[list[Person], list[Thing]]:
    orgs = found_many(
        [
            Founding(
                number=f"O{n}", name=f"O{n}", level="town", parent=f"O{world.parents[n]}" if n else "", founded_on=DAY
            )
            for n in range(world.bodies)
        ],
        by="test",
    )
    people = [Person.objects.create(key=n + 1, name=f"P{n}", document="citizen") for n in range(4)]
    Person.objects.filter(pk=people[3].pk).update(merged_into=people[2])  # one human being has two records
    for person, body, role, desks, stands in world.posts:
        Post.objects.create(
            person=people[person],
            organisation=orgs[body],
            role_key=APPOINTABLE[role].key,
            desks=list(desks),
            from_on=D(2020, 1, 1),
            until_on=None if stands else DAY,
            appointed_by="test",
        )
    now = datetime.now(UTC)
    for n, (person, body, role, desks, stands) in enumerate(world.grants):
        Grant.objects.create(
            person=people[person],
            organisation=orgs[body],
            role_key=APPOINTABLE[role].key,
            desks=list(desks),
            source=f"test:{n}",
            from_at=now - timedelta(hours=2),
            until_at=now + timedelta(hours=1 if stands else -1),
        )
    things = [Thing(orgs[body], desk, None if own is None else people[own].key) for body, desk, own in world.things]
    return list(Person.objects.filter(merged_into=None).order_by("pk")), things


def rows_covered(actor: Actor, right: Right, things: list[Thing]) -> list[bool]:
    """`covered`, asked of a table whose rows are things: posts serve as rows, since they have all three columns.

    A post stands at the thing's body; its title carries the line of work and its paper the owner's key.
    """
    keeper = Person.objects.create(key=99, name="K", document="citizen")
    with transaction.atomic():
        rows = [
            Post.objects.create(
                person=keeper,
                organisation=thing.organisation,
                role_key=f"row{index}",
                title=thing.desk,
                paper="" if thing.owner is None else str(thing.owner),
                from_on=DAY,
                appointed_by="test",
            )
            for index, thing in enumerate(things)
        ]
        kept = set(Post.objects.filter(covered(actor, right, desk="title", owner="paper"), person=keeper))
        by_right = set(
            Post.objects.filter(covered_by_any(actor, [right], right="appointed_by", desk="title", owner=""))
        )
        assert by_right == set()  # no row waits for this right
        Post.objects.filter(person=keeper).delete()
    keeper.delete()
    return [row in kept for row in rows]


@pytest.mark.django_db
@settings(max_examples=60)
@given(world=worlds())
def test_the_three_questions_agree(world: World) -> None:
    with transaction.atomic():
        people, things = built(world)
        actors = [actor_of(person) for person in people]
        one = [[may(actor, world.right, thing) for thing in things] for actor in actors]
        table = [rows_covered(actor, world.right, things) for actor in actors]
        asked = [set(who_may(world.right, thing)) for thing in things]
        turned = [[person in who for who in asked] for person in people]
        transaction.set_rollback(True)
    assert table == one
    assert turned == one


@pytest.mark.django_db
@pytest.mark.parametrize("right", list(Right))
def test_the_operator_may_what_the_catalogue_says_and_no_more(right: Right) -> None:
    (org,) = found_many([Founding(number="O", name="O", level="town", founded_on=DAY)], by="test")
    operator = Actor.operator("root")
    expected = right in OPERATORS_RIGHTS | EVERYONES_RIGHTS
    assert may(operator, right, Thing(org, "", None)) == expected
    assert Organisation.objects.filter(covered(operator, right, place="path", desk="", owner="")).exists() == expected
