"""Posts are dated; what must be apart is kept apart; a role says in a sentence what it may do."""

from datetime import date as D

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shenbian.kit.refusal import Refused
from shenbian.people.models import Person
from shenbian.rights.actions import Appointment, appoint, appoint_many, relieve, relieve_many
from shenbian.rights.catalogue import ROLES
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of, posts_at
from tests.orgs.growing import district

pytestmark = pytest.mark.django_db


def people(count: int) -> list[Person]:
    return Person.objects.bulk_create(Person(key=n + 1, name=f"干部{n}", document="citizen") for n in range(count))


def test_a_post_acts_from_its_first_day_to_the_day_before_its_last() -> None:
    orgs = district()
    (someone,) = people(1)
    post = appoint(someone, role="desk_head", at=orgs["区"], on=D(2022, 1, 1), by="test", desks=["finance", "culture"])
    assert post.desks == ["culture", "finance"]
    relieve(post, on=D(2022, 7, 1), by="other")
    days = (D(2021, 12, 31), D(2022, 1, 1), D(2022, 6, 30), D(2022, 7, 1))
    assert [len(actor_of(someone, on=day).posts) for day in days] == [0, 1, 1, 0]
    assert [posts_at(orgs["区"], day).count() for day in days] == [0, 1, 1, 0]
    with pytest.raises(Refused, match="该职务已于2022年7月1日免去"):
        relieve(post, on=D(2022, 8, 1), by="other")


def test_each_appointment_that_may_not_be_is_named_and_none_is_made() -> None:
    orgs = district()
    one, two = people(2)
    appoint(one, role="treasurer", at=orgs["区"], on=D(2022, 1, 1), by="test")
    home = orgs["区"].pk
    said = [
        Appointment(person=one.pk, organisation=home, role="treasurer", from_on=D(2022, 5, 1)),
        Appointment(person=one.pk, organisation=orgs["石园"].pk, role="auditor", from_on=D(2022, 5, 1)),
        Appointment(person=two.pk, organisation=home, role="system_administrator", from_on=D(2022, 1, 1)),
        Appointment(person=two.pk, organisation=home, role="audit_administrator", from_on=D(2022, 1, 1)),
        Appointment(person=two.pk, organisation=home, role="member", from_on=D(2022, 1, 1)),
        Appointment(person=two.pk, organisation=home, role="chair", from_on=D(2022, 1, 1), desks=("cooking",)),
        Appointment(person=two.pk, organisation=home, role="chair", from_on=D(2022, 1, 1), until_on=D(2021, 1, 1)),
    ]
    with pytest.raises(Refused) as refused:
        appoint_many(said, by="test")
    assert refused.value.reasons == {
        0: "此人自2022年1月1日起已在该工会担任财务。",
        1: "经审与财务不能由同一人同时担任。",
        3: "审计管理员与系统管理员不能由同一人同时担任。",
        4: "没有可以任命的角色“member”。",
        5: "没有这样的工作条线：cooking。",
        6: "免职日期早于任职日期。",
    }
    assert Post.objects.count() == 1


def test_the_database_refuses_the_same_post_twice() -> None:
    orgs = district()
    (someone,) = people(1)
    post = appoint(someone, role="chair", at=orgs["区"], on=D(2022, 1, 1), by="test")
    post.pk = None
    with pytest.raises(IntegrityError, match="one_post_of_a_kind_at_a_time"), transaction.atomic():
        post.save(force_insert=True)


@pytest.mark.parametrize("count", [1, 300])
def test_bulk_verbs_cost_the_same_for_one_and_many(count: int) -> None:
    org = district()["机床"]
    said = [
        Appointment(person=each.pk, organisation=org.pk, role="coordinator", from_on=D(2022, 1, 1))
        for each in people(count)
    ]
    with CaptureQueriesContext(connection) as appointing:
        posts = appoint_many(said, by="test")
    with CaptureQueriesContext(connection) as relieving:
        relieve_many(posts, on=D(2022, 6, 1), by="test")
    assert [len(appointing), len(relieving)] == [5, 4]  # with a savepoint and its release each


def test_every_role_explains_itself_and_is_apart_from_roles_that_exist() -> None:
    assert [role.key for role in ROLES.values() if not role.sentence.endswith("。")] == []
    assert {apart for role in ROLES.values() for apart in role.apart_from} - set(ROLES) == set()
