"""What is open, filling in step by step, a summary, my entry; back never loses what was typed."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from shenbian.editions.declared import EntryKind
from shenbian.editions.models import Edition, Entry
from shenbian.flow.actions import perform
from shenbian.people.actions import reveal
from tests.editions.conftest import ANSWERS
from tests.portal.conftest import Wang


@pytest.fixture
def edition(wang: Wang, card: EntryKind) -> Edition:
    return wang.cast.edition(card.key)


WHAT = {"amount": "123.40", "on": "2026-09-06"}


def begun(wang: Wang, edition: Edition) -> Entry:
    wang.phone.post(f"/editions/{edition.pk}/begin/")
    return Entry.objects.get(person=wang.person, edition=edition)


def test_the_page_says_what_it_is_who_may_and_what_follows(edition: Edition, wang: Wang, client: Client) -> None:
    page = wang.phone.get(f"/editions/{edition.pk}/")
    text = page.content.decode()
    assert page.context["why_not"] == []
    assert "只在测试中有。" in text and "在册会员" in text and "申请测试补贴" in text
    assert page.context["ahead"][0]["title"] == "待工会受理"
    stranger = client.get(f"/editions/{edition.pk}/").content.decode()
    assert f"/accounts/login/?next=/editions/{edition.pk}/" in stranger and '<form class="thumb"' not in stranger


def test_who_may_not_reads_why_before_filling_anything_in(edition: Edition, neighbour: Wang) -> None:
    joining = neighbour.cast.edition("joining")
    page = neighbour.phone.get(f"/editions/{joining.pk}/")
    assert len(page.context["why_not"]) == 1 and "已" in page.context["why_not"][0]
    assert f'action="/editions/{joining.pk}/begin/"' not in page.content.decode()


def test_what_is_planned_is_nobodys_business_yet(edition: Edition, wang: Wang) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="planned")
    assert wang.phone.get(f"/editions/{edition.pk}/").status_code == 404


def test_one_thing_a_page_each_step_kept_then_a_summary_then_sent(edition: Edition, wang: Wang) -> None:
    phone = wang.phone
    first = phone.post(f"/editions/{edition.pk}/begin/")["Location"]
    entry = Entry.objects.get()
    assert first == f"/entries/{entry.pk}/fill/what/"
    second = phone.post(first, {**WHAT, "version": "0"})["Location"]
    assert second == f"/entries/{entry.pk}/fill/where_to/"
    assert phone.get(first).context["form"].initial["amount"] == 12340  # back: it is still there
    summary = phone.post(second, {"account": ANSWERS["account"], "version": "1"})["Location"]
    text = phone.get(summary).content.decode()
    assert "123.40元" in text and ANSWERS["account"] in text  # her own, to be read once more
    done = phone.post(summary)
    assert done["Location"] == f"/entries/{entry.pk}/"
    entry.refresh_from_db()
    assert (entry.phase, entry.organisation) == ("waiting", wang.cast.plant)
    page = phone.get(done["Location"])
    assert [each["state"] for each in page.context["steps"]][:2] == ["done", "now"]
    assert ANSWERS["account"] not in page.content.decode()
    assert entry.number in phone.get("/me/entries/").content.decode()
    assert edition.title in phone.get("/me/").content.decode() or "测试补贴" in phone.get("/me/").content.decode()


def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(edition: Edition, wang: Wang) -> None:
    entry = begun(wang, edition)
    page = wang.phone.post(f"/entries/{entry.pk}/fill/what/", {"amount": "999999", "on": "2026-09-06", "version": "0"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["amount"]
    assert page.context["form"]["amount"].value() == "999999" and page.context["form"]["on"].value() == "2026-09-06"
    assert 'aria-describedby="id_amount_error"' in page.content.decode() or "id_amount_error" in page.content.decode()


def test_two_phones_do_not_overwrite_each_other(edition: Edition, wang: Wang) -> None:
    entry = begun(wang, edition)
    url = f"/entries/{entry.pk}/fill/what/"
    wang.phone.post(url, {**WHAT, "version": "0"})
    late = wang.phone.post(url, {"amount": "50", "on": "2026-09-07", "version": "0"})
    assert late.status_code == 409 and late.context["form"]["amount"].value() == "50"
    entry.refresh_from_db()
    assert entry.answers["amount"] == 12340


def test_half_filled_in_it_is_not_sent_and_says_what_is_missing(edition: Edition, wang: Wang) -> None:
    entry = begun(wang, edition)
    page = wang.phone.post(f"/entries/{entry.pk}/summary/")
    assert page.status_code == 409 and "还不能提交" in page.content.decode()
    entry.refresh_from_db()
    assert entry.phase == "draft"


def test_nobody_else_finds_my_entry(edition: Edition, wang: Wang, neighbour: Wang) -> None:
    entry = begun(wang, edition)
    for path in ("", "fill/what/", "summary/", "moves/withdraw/"):
        assert neighbour.phone.get(f"/entries/{entry.pk}/{path}").status_code == 404
    assert neighbour.phone.post(f"/entries/{entry.pk}/fill/what/", WHAT).status_code == 404
    assert wang.phone.get(f"/entries/{entry.pk}/fill/nothing/").status_code == 404


def sent(wang: Wang, edition: Edition) -> Entry:
    entry = begun(wang, edition)
    wang.phone.post(f"/entries/{entry.pk}/fill/what/", WHAT)
    wang.phone.post(f"/entries/{entry.pk}/fill/where_to/", {"account": ANSWERS["account"]})
    wang.phone.post(f"/entries/{entry.pk}/summary/")
    entry.refresh_from_db()
    return entry


def test_what_was_sent_back_says_why_and_is_corrected(edition: Edition, wang: Wang) -> None:
    entry = sent(wang, edition)
    back = next(move for move in entry.open_moves() if move.title == "退回补正")
    (asked,) = back.asks.base_fields if back.asks else ()
    perform(back.name, on=entry, by=wang.cast.bo, said={asked: "金额与发票不符。"})
    page = wang.phone.get(f"/entries/{entry.pk}/")
    assert "金额与发票不符。" in page.content.decode()
    assert page.context["go_on"] == f"/entries/{entry.pk}/fill/what/"
    wang.phone.post(f"/entries/{entry.pk}/fill/what/", {"amount": "100", "on": "2026-09-06"})
    assert wang.phone.post(f"/entries/{entry.pk}/summary/").status_code == 302
    entry.refresh_from_db()
    assert entry.waits_for == "entry.endorse"


def test_i_withdraw_what_is_mine(edition: Edition, wang: Wang) -> None:
    entry = sent(wang, edition)
    page = wang.phone.get(f"/entries/{entry.pk}/moves/withdraw/")
    assert "办好以后，状态是“已撤回”。" in page.content.decode()
    wang.phone.post(f"/entries/{entry.pk}/moves/withdraw/")
    entry.refresh_from_db()
    assert entry.phase == "void"
    assert wang.phone.get(f"/entries/{entry.pk}/moves/endorse/").status_code == 404  # an officer's


def test_the_whole_page_is_sent_once_however_often_the_phone_tries(edition: Edition, wang: Wang) -> None:
    said = {**ANSWERS, "client_key": str(uuid.uuid4())}
    answers = [wang.phone.post(f"/editions/{edition.pk}/whole/", said, headers={"accept": "application/json"}).json()
               for _ in range(3)]  # fmt: skip
    entry = Entry.objects.get(person=wang.person)
    assert answers == [{"url": f"/entries/{entry.pk}/"}] * 3
    assert entry.phase == "waiting"


def test_what_is_wrong_on_the_whole_page_leaves_nothing_behind(edition: Edition, wang: Wang) -> None:
    said = {"amount": "", "on": "2026-09-06", "account": "1", "client_key": str(uuid.uuid4())}
    quiet = wang.phone.post(f"/editions/{edition.pk}/whole/", said, headers={"accept": "application/json"})
    assert (quiet.status_code, list(quiet.json()["errors"])) == (422, ["amount"])
    page = wang.phone.post(f"/editions/{edition.pk}/whole/", said)
    assert page.status_code == 422 and page.context["form"]["account"].value() == "1"
    assert str(page.context["client_key"]) == said["client_key"]
    assert not Entry.objects.exists()
    assert wang.phone.post(f"/editions/{edition.pk}/whole/", {**ANSWERS, "client_key": "x"}).status_code == 409


def test_after_the_last_day_it_is_refused_in_words(edition: Edition, wang: Wang) -> None:
    Edition.objects.filter(pk=edition.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    page = wang.phone.post(f"/editions/{edition.pk}/begin/")
    assert page.status_code == 409 and "截止" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(
    count: int, wang: Wang, card: EntryKind, django_assert_num_queries: object
) -> None:
    for _ in range(count):
        sent(wang, wang.cast.edition(card.key))
        reveal(wang.person, field="phone", by=wang.cast.bo.ref, why="联系本人")
    wang.attended(1)
    wang.phone.get("/")  # what is near is remembered for half a minute
    for path, queries in QUERIES.items():
        with django_assert_num_queries(queries, info=path):  # type: ignore[operator]
            assert wang.phone.get(path).status_code == 200


# the bell takes one on every page but the first, whose one statement counts unread notices too;
# two for the session and its account; then those of the page, among them one for who acts and in which scope
QUERIES = {"/": 3, "/apply/": 10, "/me/": 8, "/me/entries/": 5, "/me/year/": 7, "/me/looked/": 6, "/me/consents/": 5}
