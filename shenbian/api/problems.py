"""When the answer is no: problem JSON (RFC 9457) with the house's words in `detail`, for people in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from shenbian.editions.refusals import Invalid
from shenbian.flow.refusals import NotYours, words
from shenbian.kit.refusal import Refused

PROBLEM = "application/problem+json"
TITLES = {
    400: "Not JSON",
    401: "Sign in or send a token",
    403: "Not by this session",
    404: "Nothing here for you",
    409: "Refused",
    422: "Not filled in rightly",
    429: "Too often",
}
_NOTHING = NotYours().why


class Problem(Schema):
    """`detail` says in Chinese why not and what to do; `errors` what is wrong, by field."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: dict[str, list[str]] = {}


class No(Exception):
    """The answer is no, before any kernel was asked."""

    def __init__(self, status: int, detail: str, *, wait: int = 0) -> None:
        super().__init__(detail)
        self.status, self.detail, self.wait = status, detail, wait


class NotSaid(Exception):
    """What a move asks is missing or wrong: the errors of its form, and its labels."""

    def __init__(self, errors: Mapping[str, Sequence[str]], labels: Mapping[str, str]) -> None:
        self.errors = {name: list(said) for name, said in errors.items()}
        super().__init__(words(self.errors, labels))


def answer(status: int, detail: str, *, errors: Mapping[str, list[str]] | None = None, wait: int = 0) -> HttpResponse:
    """A problem as it goes out."""
    told = Problem(title=TITLES[status], status=status, detail=detail, errors=dict(errors or {}))
    response = HttpResponse(orjson.dumps(told.dict()), status=status, content_type=PROBLEM)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="shenbian"'
    if wait:
        response["Retry-After"] = str(wait)
    return response


def tell_problems(api: NinjaAPI) -> None:
    """Every refusal of the house as a problem; what is none of them goes on to Django."""
    api.add_exception_handler(No, _no)
    api.add_exception_handler(Http404, _nothing)
    api.add_exception_handler(NotYours, _nothing)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Invalid, _invalid)
    api.add_exception_handler(NotSaid, _not_said)
    api.add_exception_handler(ValidationError, _unreadable)
    api.add_exception_handler(HttpError, _no_json)


def _no(request: HttpRequest, no: No | type[No]) -> HttpResponse:
    assert isinstance(no, No)
    return answer(no.status, no.detail, wait=no.wait)


def _nothing(request: HttpRequest, why: Any) -> HttpResponse:
    return answer(404, _NOTHING)


def _refused(request: HttpRequest, why: Any) -> HttpResponse:
    return answer(409, str(why))


def _invalid(request: HttpRequest, why: Any) -> HttpResponse:
    return answer(422, str(why), errors=why.errors)


def _not_said(request: HttpRequest, why: Any) -> HttpResponse:
    return answer(422, str(why), errors=why.errors)


def _no_json(request: HttpRequest, why: Any) -> HttpResponse:
    return answer(why.status_code, "发来的内容不是 JSON，读不了。请在程序里改用 JSON 再发。")


def _unreadable(request: HttpRequest, why: Any) -> HttpResponse:
    """What was sent is not what the document says: the machine's words, for whoever writes the program."""
    errors: dict[str, list[str]] = {}
    for each in why.errors:
        errors.setdefault(".".join(str(part) for part in each["loc"]), []).append(str(each["msg"]))
    return answer(422, "发来的内容和接口说明不符，请对照 /api/openapi.json 修改程序。", errors=errors)
