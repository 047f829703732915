"""Who asks: a session's cookie or a token; and the same `Access` that pages declare, held for every operation.

A stranger is answered 401, who is not concerned finds nothing (404). A session that changes something shows the CSRF
token; a program's token is proof by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from allauth.core.internal.ratelimit import consume
from django.http import Http404
from django.utils import timezone
from ninja import Router
from ninja.utils import check_csrf

from shenbian.accounts.access import Access, PageRequest
from shenbian.accounts.limits import again_at
from shenbian.accounts.models import Token
from shenbian.accounts.tokens import use
from shenbian.api.problems import No, Problem

Operation = TypeVar("Operation", bound=Callable[..., Any])

SAFE = ("GET", "HEAD", "OPTIONS")
WRONG = {"api_token": "30/m/ip"}  # tokens that open nothing
WRITES = {"api_write": "120/m/user"}
_STRANGER = "请先登录，或在 Authorization 里带上接口令牌（Bearer）。"
_BAD_TOKEN = "这个接口令牌不能用：写错了、到期了、已停用，或者所用的职务已经结束。请重新开一个。"
_HALF_IN = "您有任职，办公要先通过第二道验证。请在网页上完成，再来。"
_FORGED = "这次请求没有带上本站的防伪标记（X-CSRFToken）。请从页面取得后再发。"
_TOO_OFTEN = "请求太频繁了，请稍等再试。"

opened: dict[str, Access] = {}  # by the name of an operation: to whom it is open


@dataclass(frozen=True)
class Door:
    """Stands before one operation. Called by ninja before anything of the request is read."""

    access: Access

    def __call__(self, request: PageRequest) -> bool:
        token = _token(request)
        if token is None and request.method not in SAFE and check_csrf(request) is not None:
            raise No(403, _FORGED)
        if self.access.signed_in:
            if not request.user.is_authenticated:
                raise No(401, _STRANGER)
            if self.access.officer and request.half_in:
                raise No(401, _HALF_IN)
            if not self.access.lets_in(request.actor):
                raise Http404
        if request.method not in SAFE and not consume(request, app="shenbian", action="api_write", config=WRITES):
            raise No(429, _TOO_OFTEN, wait=_seconds(again_at("api_write", WRITES)))
        return True


def open_to(
    router: Router, method: str, path: str, access: Access, gives: Any, *, about: str
) -> Callable[[Operation], Operation]:
    """Declare an operation: where, to whom, and what it gives; problems follow from these. One operation a path.

    `about`: what it is for, in Chinese; the docstring says it in English.
    """
    answers: dict[int, Any] = {200: gives, 401: Problem, 404: Problem, 422: Problem, 429: Problem}
    if method != "GET":
        answers |= {400: Problem, 403: Problem, 409: Problem}
    ways: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
    security = ways if access.signed_in else [{}, *ways]

    def declare(operation: Operation) -> Operation:
        opened[operation.__name__] = access
        declared: Operation = router.api_operation(
            [method],
            path,
            auth=Door(access),
            response=answers,
            operation_id=operation.__name__,
            url_name=operation.__name__,
            summary=(operation.__doc__ or "").split("\n")[0],
            openapi_extra={"security": security, "x-open-to": access.title, "x-about": about},
        )(operation)
        return declared

    return declare


def _token(request: PageRequest) -> Token | None:
    """The token that was sent, acting from here on; None where none was. Raises No where it opens nothing."""
    said = request.headers.get("Authorization", "")
    if not said:
        return None
    scheme, _, secret = said.partition(" ")
    used = use(secret.strip()) if scheme.lower() == "bearer" else None
    if used is None:
        if not consume(request, app="shenbian", action="api_token", config=WRONG, limit_get=True):
            raise No(429, _TOO_OFTEN, wait=_seconds(again_at("api_token", WRONG)))
        raise No(401, _BAD_TOKEN)
    if used.too_often:
        raise No(429, _TOO_OFTEN, wait=60)
    request.user = used.token.account
    request.actor = request.everything = used.actor
    request.half_in = False
    return used.token


def _seconds(at: datetime) -> int:
    return max(1, int((at - timezone.now()).total_seconds()))
