"""A post is lent while its holder is away, and passes for good when both have confirmed."""

from datetime import date, timedelta

import pytest

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.queries import waiting_for
from shenbian.flow.refusals import NotYours
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.offices.actions import delegate, prepare_handover
from shenbian.offices.models import Delegation, Handover
from shenbian.rights.actions import relieve
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Grant, Post
from shenbian.rights.rules import may
from tests.offices.conftest import Cast


def lent(cast: Cast, to: str = "赵干事", days: int = 6) -> Delegation:
    return delegate(
        cast.posts["李干事"],
        to=cast.people[to],
        reason="外出培训",
        from_on=today(),
        until_on=today() + timedelta(days=days),
        by=cast.actor("李干事"),
    )


def endorses(cast: Cast, who: str) -> bool:
    thing = Handover(post=cast.posts["李干事"], organisation=cast.town, to=cast.people["王师傅"], status="prepared")
    return may(cast.actor(who), Right.ENTRY_ENDORSE, thing)


def test_a_colleague_acts_in_a_lent_post_until_it_is_taken_back(cast: Cast) -> None:
    assert not endorses(cast, "赵干事")
    delegation = lent(cast)
    assert endorses(cast, "赵干事")
    assert endorses(cast, "李干事")
    perform("revoke", on=delegation, by=cast.actor("李干事"))
    assert not endorses(cast, "赵干事")


def test_a_lent_post_ends_with_the_post(cast: Cast) -> None:
    lent(cast)
    relieve(cast.posts["李干事"], on=today(), by="test")
    assert not endorses(cast, "赵干事")


@pytest.mark.parametrize(
    ("to", "days", "why"),
    [
        ("李干事", 3, "不能交给自己"),
        ("王师傅", 3, "在本会没有任职"),
        ("赵干事", 40, "最长30天"),
        ("赵干事", -1, "止日早于起日"),
    ],
)
def test_a_post_is_lent_to_a_fit_colleague_for_a_while(cast: Cast, to: str, days: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        lent(cast, to, days)
    assert (Delegation.objects.count(), Grant.objects.count()) == (0, 0)


def test_roles_that_must_be_apart_are_not_lent_into_one_hand(cast: Cast) -> None:
    cast.join("孙经办", "desk_officer", desks=("culture",))
    with pytest.raises(Refused, match="不能由同一人同时担任"):
        delegate(
            cast.posts["钱会计"],
            to=cast.people["孙经办"],
            reason="休假",
            from_on=today(),
            until_on=today(),
            by=cast.actor("钱会计"),
        )


def test_nobody_lends_the_post_of_another(cast: Cast) -> None:
    with pytest.raises(NotYours):
        delegate(
            cast.posts["李干事"],
            to=cast.people["赵干事"],
            reason="代他委托",
            from_on=today(),
            until_on=today(),
            by=cast.actor("赵干事"),
        )


def drawn_up(cast: Cast, on: date | None = None) -> Handover:
    return prepare_handover(
        cast.posts["李干事"],
        to=cast.people["赵干事"],
        on=on or today(),
        paper="东工发〔2026〕3号",
        by=cast.actor("安全管理员"),
    )


def test_a_post_passes_when_both_have_confirmed(cast: Cast) -> None:
    handover = drawn_up(cast)
    assert [each.subject for each in waiting_for(cast.actor("李干事"))] == [handover.subject]
    handover = perform("give", on=handover, by=cast.actor("李干事"))
    assert list(waiting_for(cast.actor("李干事"))) == []
    assert [each.subject for each in waiting_for(cast.actor("赵干事"))] == [handover.subject]
    perform("take", on=handover, by=cast.actor("赵干事"))
    old, new = Post.objects.filter(organisation=cast.town).order_by("pk")
    assert (old.until_on, new.from_on, new.person.name, new.paper) == (today(), today(), "赵干事", "东工发〔2026〕3号")
    facts = Fact.objects.order_by("id").values_list("kind", "person", "happened_on")
    assert list(facts) == [
        ("post.ended", cast.people["李干事"].key, today()),
        ("post.begun", cast.people["赵干事"].key, today()),
    ]


def test_nobody_confirms_for_the_other(cast: Cast) -> None:
    handover = drawn_up(cast)
    with pytest.raises(NotYours):
        perform("give", on=handover, by=cast.actor("赵干事"))
    handover = perform("give", on=handover, by=cast.actor("李干事"))
    with pytest.raises(NotYours):
        perform("take", on=handover, by=cast.actor("李干事"))


def test_a_post_does_not_pass_before_its_day(cast: Cast) -> None:
    handover = perform("give", on=drawn_up(cast, today() + timedelta(days=3)), by=cast.actor("李干事"))
    with pytest.raises(Refused, match="当天起才能确认接任"):
        perform("take", on=handover, by=cast.actor("赵干事"))
    assert cast.posts["李干事"].until_on is None


def test_what_is_open_stands_on_the_list(cast: Cast) -> None:
    first = drawn_up(cast)
    with pytest.raises(Refused, match="已有一次交接在办理"):
        drawn_up(cast)
    perform("cancel", on=first, by=cast.actor("安全管理员"))
    assert drawn_up(cast).listed == []
    chair = cast.join("周主席", "chair")
    second = prepare_handover(cast.posts["周主席"], to=cast.people["赵干事"], on=today(), by=cast.actor("安全管理员"))
    assert (second.post.person, second.listed) == (chair, [])
