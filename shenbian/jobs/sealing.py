"""Arguments and papers, sealed under the run they belong to; and who asked, as they acted then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from shenbian.jobs.models import Run
from shenbian.kit import keys
from shenbian.kit.env import Unable
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.queries import actor_of


def seal(run: Run, by: Actor, arguments: Mapping[str, Any]) -> bytes:
    """What a run needs to know later."""
    said = {
        "posts": [post.pk for post in by.posts],
        "under": list(by.under),
        "without": sorted(by.without),
        "arguments": dict(arguments),
    }
    return keys.ring().seal(orjson.dumps(said), _place(run, "arguments"))


def arguments_of(run: Run) -> dict[str, Any]:
    """What it was asked with; nothing where that is forgotten."""
    arguments: dict[str, Any] = _opened(run).get("arguments", {})
    return arguments


def actor_then(run: Run) -> Actor:
    """Who asked, with those of the posts in which they asked that still stand today. Raises Unable where nobody is."""
    said = _opened(run)
    if run.person is None:
        return Actor.operator(run.asked_by.partition(":")[2])
    person = Person.objects.select_related("merged_into").filter(key=run.person).first()
    if person is None:
        raise Unable("提出这个任务的人已不在册。")
    now = actor_of(person)
    return replace(
        now,
        posts=tuple(post for post in now.posts if post.pk in said["posts"]),
        under=tuple(said["under"]),
        without=frozenset(Right(each) for each in said["without"]),
    )


def keep_paper(run: Run, paper: bytes) -> bytes:
    return keys.ring().seal(paper, _place(run, "paper"))


def paper_of(run: Run) -> bytes | None:
    """What the run made; None where it made nothing or that is forgotten."""
    return None if run.paper is None else keys.ring().open(bytes(run.paper), _place(run, "paper"))


def _opened(run: Run) -> dict[str, Any]:
    kept = bytes(run.sealed)
    said: dict[str, Any] = orjson.loads(keys.ring().open(kept, _place(run, "arguments"))) if kept else {}
    return said


def _place(run: Run, what: str) -> bytes:
    return f"jobs.run:{run.pk}:{what}".encode()
