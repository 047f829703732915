"""The operations of the API, put together: one document, and addresses that say to whom each is open."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from shenbian.api import challenges, editions, entries, me, public, record, registers, things
from shenbian.api.door import opened
from shenbian.api.problems import PROBLEM, tell_problems

VERSION = "1"
_ABOUT = """What desk and portal of this federation show and do, for programs. \
工会干部和职工在网页上看到什么、能办什么，程序用接口也一样：同样的权限、同样的范围、同样的留痕。"""
_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "接口令牌, made by `shenbian token`.",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "With X-CSRFToken for POST."},
}


class Json(BaseRenderer):
    """UTF-8, as people read it; instants in UTC."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, option=orjson.OPT_UTC_Z)


api = NinjaAPI(
    renderer=Json(),
    title="身边 Shenbian",
    version=VERSION,
    description=_ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={"components": {"securitySchemes": _SCHEMES}},
)
tell_problems(api)
for room in (me, things, editions, challenges, entries, registers, record, public):
    api.add_router("", room.router)


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document. Refusals go out as problems, which ninja cannot know."""
    schema = api.get_openapi_schema(path_prefix="api/")
    told: dict[str, Any] = orjson.loads(orjson.dumps(schema, option=orjson.OPT_NON_STR_KEYS))
    for methods in told["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if status != "200":
                    answer["content"] = {PROBLEM: answer["content"]["application/json"]}
    return told


def patterns() -> list[URLPattern]:
    """The addresses of all operations, each view with its `access`, as pages have it; no answer is kept on the way."""
    found = [each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    for each in found:
        each.callback = never_cache(each.callback)
        each.callback.access = opened[each.name or ""]  # type: ignore[attr-defined]
    return found
