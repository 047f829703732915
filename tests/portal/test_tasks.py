"""Where one is sent is found in the portal, in either language; nobody else's is."""

from __future__ import annotations

import pytest

from shenbian.portal.notices.links import link_of
from tests.deployments.conftest import COMMUNITY, Posts, make_posts, posts

__all__ = ["make_posts", "posts"]


def test_whoever_is_sent_finds_where_and_their_days(posts: Posts) -> None:
    order = posts.order(posts.gao)
    day = posts.day(posts.gao, back=1)
    client = posts.client("treasurer", posts.place.federation)
    text = client.get("/me/tasks/").content.decode()
    assert [word in text for word in ("派我去的", COMMUNITY, "到岗后登记", "我的值守日", "补记", "已登记")] == [
        True
    ] * 6
    client.cookies["django_language"] = "en"
    assert "My days there" in client.get("/me/tasks/").content.decode()
    other = posts.client("town_officer", posts.place.west)
    assert COMMUNITY not in other.get("/me/tasks/").content.decode()
    assigned = order.assignments.get()
    assert {link_of(each.subject) for each in (assigned, day)} == {"/me/tasks/"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_day_and_three(posts: Posts, count: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for back in range(count):
        posts.day(posts.gao, back=back)
        posts.order(posts.gao, place=f"社区{back}")
    client = posts.client("treasurer", posts.place.federation)
    client.get("/me/tasks/")
    with django_assert_num_queries(6):
        assert client.get("/me/tasks/").content.decode().count(COMMUNITY) == count
