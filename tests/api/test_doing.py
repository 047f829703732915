"""What the API does: the moves of the house and entering, refused in its words, once however often it is sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from shenbian.accounts.models import Token
from shenbian.editions.actions import begin_entry, send_whole
from shenbian.editions.declared import EntryKind
from shenbian.editions.models import Entry
from shenbian.flow.models import Trace
from tests.api.conftest import account_of, program, session
from tests.editions.conftest import ANSWERS, Cast

KEY = UUID("7f0e5f1e-8d0a-4b70-9b5c-0a5ad1a5a001")


def post(client: Client, at: str, said: Any = None) -> Any:
    return client.post(at, said if said is not None else {}, content_type="application/json")


@pytest.fixture
def entry(cast: Cast, card: EntryKind) -> Entry:
    worker = cast.worker(of=cast.plant)
    return send_whole(cast.edition("test_card"), by=worker, client_key=uuid4(), answers=ANSWERS)


def at(entry: Entry, move: str) -> str:
    return f"/api/things/editions.entry/{entry.pk}/moves/{move}"


def test_an_officer_moves_a_thing_and_the_trace_names_the_token(cast: Cast, entry: Entry) -> None:
    client = program(cast.bo)
    answer = post(client, at(entry, "endorse"), {"reason": "情况属实"})
    assert (answer.status_code, answer.json()["state"], answer.json()["phase"]) == (200, "endorsed", "waiting")
    trace = Trace.objects.filter(subject=entry.subject).latest("id")
    assert (trace.move, trace.actor, trace.said["under"]) == (
        "endorse",
        cast.bo.ref,
        [f"accounts.token:{Token.objects.get().pk}"],
    )


def test_a_worker_takes_their_own_back(cast: Cast, card: EntryKind) -> None:
    worker = cast.worker(of=cast.plant)
    mine = send_whole(cast.edition("test_card"), by=worker, client_key=uuid4(), answers=ANSWERS)
    assert post(program(worker), at(mine, "withdraw")).json()["state"] == "withdrawn"


def test_what_a_move_asks_must_be_said(cast: Cast, entry: Entry) -> None:
    answer = post(program(cast.bo), at(entry, "return"), {"reason": ""})
    told = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert (told["title"], list(told["errors"]), told["detail"].startswith("原因：")) == (
        "Not filled in rightly",
        ["reason"],
        True,
    )
    entry.refresh_from_db()
    assert entry.status == "submitted"


def test_a_wrong_moment_is_refused_in_the_words_of_the_house(cast: Cast, entry: Entry) -> None:
    officer = program(cast.bo)
    post(officer, at(entry, "endorse"))
    answer = post(officer, at(entry, "endorse"))
    assert (answer.status_code, answer.json()["detail"]) == (409, "当前是“待批准”状态，不能受理。")


def test_another_unions_thing_does_not_exist(cast: Cast, entry: Entry) -> None:
    assert post(program(cast.gu), at(entry, "endorse")).status_code == 404
    assert post(program(cast.worker(of=cast.plant)), at(entry, "withdraw")).status_code == 404
    assert post(program(cast.bo), at(entry, "no_such_move")).status_code == 404
    assert post(Client(), at(entry, "endorse")).status_code == 401


def test_who_sees_a_thing_and_lacks_the_right_moves_nothing(cast: Cast, entry: Entry) -> None:
    assert post(program(cast.bo), at(entry, "grant")).status_code in (404, 409)
    entry.refresh_from_db()
    assert entry.status == "submitted"


def test_an_entry_sent_twice_is_there_once(cast: Cast, card: EntryKind) -> None:
    edition, worker = cast.edition("test_card"), cast.worker(of=cast.plant)
    client, sending = program(worker), {"client_key": str(KEY), "answers": ANSWERS}
    first, second = (post(client, f"/api/editions/{edition.pk}/entries", sending) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert [(e.client_key, e.status) for e in Entry.objects.all()] == [(KEY, "submitted")]


def test_an_entry_filled_in_wrongly_is_not_there(cast: Cast, card: EntryKind) -> None:
    edition, worker = cast.edition("test_card"), cast.worker(of=cast.plant)
    sending = {"client_key": str(KEY), "answers": {**ANSWERS, "amount": "100000"}}
    answer = post(program(worker), f"/api/editions/{edition.pk}/entries", sending)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["amount"])
    assert not Entry.objects.exists()


def test_who_may_not_enter_hears_why(cast: Cast, card: EntryKind) -> None:
    edition = cast.edition("test_card")
    sending = {"client_key": str(KEY), "answers": ANSWERS}
    answer = post(program(cast.worker()), f"/api/editions/{edition.pk}/entries", sending)
    assert (answer.status_code, "会员" in answer.json()["detail"]) == (409, True)
    assert post(Client(), f"/api/editions/{edition.pk}/entries", sending).status_code == 401
    assert post(program(cast.worker()), "/api/editions/0/entries", sending).status_code == 404


def test_what_cannot_be_read_says_where(cast: Cast, card: EntryKind) -> None:
    edition, client = cast.edition("test_card"), program(cast.worker(of=cast.plant))
    answer = post(client, f"/api/editions/{edition.pk}/entries", {"client_key": "x", "answers": []})
    assert (answer.status_code, sorted(answer.json()["errors"])) == (
        422,
        ["body.sending.answers", "body.sending.client_key"],
    )


def test_a_session_changes_nothing_without_the_mark_against_forgery(cast: Cast, card: EntryKind) -> None:
    worker = cast.worker(of=cast.plant)
    entry = begin_entry(cast.edition("test_card"), by=worker)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(account_of(worker))
    refused = post(strict, at(entry, "withdraw"))
    assert (refused.status_code, refused.json()["title"]) == (403, "Not by this session")
    mark = strict.get("/").wsgi_request.META.get("CSRF_COOKIE") or "x" * 32
    strict.cookies["csrftoken"] = mark
    said = strict.post(at(entry, "withdraw"), {}, content_type="application/json", headers={"X-CSRFToken": mark})
    assert (said.status_code, said.json()["state"]) == (200, "withdrawn")


def test_a_token_needs_no_mark(cast: Cast, card: EntryKind) -> None:
    worker = cast.worker(of=cast.plant)
    entry = begin_entry(cast.edition("test_card"), by=worker)
    client = program(worker)
    client.handler.enforce_csrf_checks = True
    assert post(client, at(entry, "withdraw")).json()["state"] == "withdrawn"


def test_changing_too_often_is_told_to_wait(cast: Cast, card: EntryKind) -> None:
    worker = program(cast.worker(of=cast.plant))
    found = [post(worker, "/api/things/editions.entry/0/moves/withdraw").status_code for _ in range(121)]
    assert found == [404] * 120 + [429]


def test_sessions_of_colleagues_do_not_mix(cast: Cast, entry: Entry) -> None:
    assert session(cast.bo).get("/api/inbox").json()["waiting"][0]["pk"] == entry.pk
    assert session(cast.gu).get("/api/inbox").json()["waiting"] == []


def test_what_is_no_json_is_told_so(cast: Cast, card: EntryKind) -> None:
    edition, client = cast.edition("test_card"), program(cast.worker(of=cast.plant))
    answer = client.post(f"/api/editions/{edition.pk}/entries", "{", content_type="application/json")
    assert (answer.status_code, answer.json()["title"]) == (400, "Not JSON")
