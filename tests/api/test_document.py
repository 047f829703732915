"""The document and the answers agree: whatever is asked as the document says, the answer is one that it names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenbian.accounts.matrix import addresses
from shenbian.api.all import document
from shenbian.editions.declared import EntryKind
from tests.api.conftest import program
from tests.editions.conftest import Cast

OPERATIONS = [
    (method.upper(), path, said) for path, methods in document()["paths"].items() for method, said in methods.items()
]
NAMES = [f"{method} {path}" for method, path, _ in OPERATIONS]
# Said by hand: to whom each is open, and so what a stranger and a worker without a post are answered.
OPEN = {
    "GET /api/me": (401, 200),
    "GET /api/inbox": (401, 404),
    "GET /api/things/{label}/{pk}": (401, 404),
    "POST /api/things/{label}/{pk}/moves/{name}": (401, 404),
    "GET /api/editions": (200, 200),
    "GET /api/editions/{pk}": (404, 404),
    "POST /api/editions/{pk}/entries": (401, 422),
    "POST /api/challenges/{pk}/days": (401, 422),
    "POST /api/challenges/{pk}/days/provided": (401, 404),
    "GET /api/entries": (401, 200),
    "GET /api/entries/{pk}": (401, 404),
    "GET /api/registers": (401, 404),
    "GET /api/registers/{key}": (401, 404),
    "GET /api/record/{year}": (404, 404),
    "GET /api/record/{year}/figures/{metric}": (404, 404),
    "GET /api/programmes": (200, 200),
    "GET /api/heads/last": (200, 200),
}


def plain(path: str) -> str:
    """The address with a number for numbers and a word for words."""
    return re.sub(r"{(\w+)}", lambda name: {"pk": "1", "year": "2022"}.get(name[1], "x"), path)


def ask(client: Client, method: str, path: str, query: dict[str, str] | None = None, body: Any = None) -> Any:
    if method == "GET":
        return client.get(path, query or {})
    sent = json.dumps(body if body is not None else {})
    return client.post(path, sent, content_type="application/json", query_params=query)


def test_every_operation_is_said_by_hand() -> None:
    assert sorted(OPEN) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_and_a_worker_are_answered_as_said(name: str, cast: Cast) -> None:
    method, path = name.split(" ")
    worker = program(cast.worker(of=cast.plant))
    assert (ask(Client(), method, plain(path)).status_code, ask(worker, method, plain(path)).status_code) == OPEN[name]


def test_every_address_says_to_whom_it_is_open() -> None:
    ours = {each.route: each.access for each in addresses() if each.name.startswith("api:")}
    assert {route for route, access in ours.items() if access is None} == set()
    told = {re.sub(r"<\w+:", "{", route).replace(">", "}"): access.title for route, access in ours.items() if access}
    assert {path: said["x-open-to"] for _, path, said in OPERATIONS} == {
        path: title for path, title in told.items() if path not in ("/api/", "/api/openapi.json")
    }


def test_the_page_explains_every_operation(db: None) -> None:
    page = Client().get("/api/").content.decode()
    assert [f"{method} {path}" for method, path, _ in OPERATIONS if f"<code>{method} {path}</code>" not in page] == []
    assert Client().get("/api/openapi.json").json() == document()


def test_every_refusal_is_a_problem_in_the_document() -> None:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found = [
        answer["content"] for *_, said in OPERATIONS for code, answer in said["responses"].items() if code != "200"
    ]
    assert found == [problem] * len(found) and len(found) > 50


# --- whatever is sent -------------------------------------------------------------------------------------------------

_WORDS = st.text(st.characters(exclude_characters="\x00/", exclude_categories=["Cs"]), max_size=30)
_EDGES = st.sampled_from(
    ["", "0", "-1", "1", "9" * 30, "2026-01-01", "_1_", "0001-01-01T00:00:00+23:59_1", "每", "1_2"]
)
_VALUES = st.one_of(_WORDS, _EDGES)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=6,
)
_LIKELY = st.fixed_dictionaries(
    {},
    optional={
        "client_key": st.uuids().map(str),
        "answers": st.dictionaries(st.sampled_from(["amount", "on", "account", "x"]), _JSON, max_size=4),
        "reason": _JSON,
    },
)


def filled(said: dict[str, Any], path: str) -> Iterator[Any]:
    """Strategies for what an operation takes: its path, then its query."""
    where = {each["name"]: each["in"] for each in said["parameters"]}
    kinds = {each["name"]: each["schema"].get("type", "string") for each in said["parameters"]}
    numbers = st.integers(0, 10) | st.integers(0, 10**25)
    parts = {
        name: numbers.map(str) if kinds[name] == "integer" else _VALUES.filter(bool) | st.sampled_from(LABELS)
        for name in where
        if where[name] == "path"
    }
    yield st.fixed_dictionaries(parts)
    yield st.dictionaries(st.sampled_from([*(name for name in where if where[name] == "query"), "x"]), _VALUES)


LABELS = ["editions.entry", "editions.edition", "members", "thing.editions.entry", "withdraw", "open", "endorse"]


@pytest.fixture
def callers(cast: Cast, card: EntryKind) -> list[Client]:
    cast.edition("test_card")
    return [Client(), program(cast.worker(of=cast.plant)), program(cast.dan), program(cast.bo)]


@pytest.mark.parametrize(("method", "path", "said"), OPERATIONS, ids=NAMES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_the_answer_is_one_that_the_document_names(
    method: str, path: str, said: dict[str, Any], callers: list[Client], data: st.DataObject
) -> None:
    cache.clear()
    parts, query = (data.draw(each) for each in filled(said, path))
    body = data.draw(_JSON | _LIKELY) if method == "POST" else None
    at = re.sub(r"{(\w+)}", lambda name: _quoted(parts[name[1]]), path)
    caller = data.draw(st.sampled_from(callers))
    answer = ask(caller, method, at, query, body)
    named = said["responses"].get(str(answer.status_code))
    if named is None and answer.status_code == 404:  # no such address at all: a number that is none
        return
    assert named is not None, (answer.status_code, at, query, body)
    assert list(named["content"]) == [answer.headers["Content-Type"].split(";")[0]]
    if answer.status_code != 200:
        assert sorted(answer.json()) == ["detail", "errors", "status", "title", "type"]


def _quoted(text: str) -> str:

    return quote(text, safe="")
