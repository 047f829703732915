"""The page that explains the API, and its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.api.all import document


@require_safe
@page(PUBLIC)
def index(request: PageRequest) -> HttpResponse:
    """Every operation: its address, to whom it is open, what it is for."""
    return render(request, "api/index.html", {"operations": list(_operations())})


@require_safe
@page(PUBLIC)
def openapi(request: PageRequest) -> HttpResponse:
    """The document from which clients are made."""
    return HttpResponse(orjson.dumps(document()), content_type="application/json")


def _operations() -> Iterator[dict[str, Any]]:
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            names = [each["name"] for each in said["parameters"] if each["in"] == "query"]
            yield {
                "method": method.upper(),
                "path": path,
                "open_to": said["x-open-to"],
                "about": said["x-about"],
                "summary": said["summary"].replace("`", ""),
                "parameters": ", ".join(names),
            }
