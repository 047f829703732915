"""Which pages a phone may keep for a bad network: said by the view, in a header that the service worker reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponseBase

HEADER = "Shenbian-Offline"
KEEP, FORGET = "keep", "forget"

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def kept_offline(view: View) -> View:
    """The phone may keep this page while the reader is signed in; a page shown to a stranger makes it forget all."""

    @wraps(view)
    def marked(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "GET" and response.status_code == 200:
            response[HEADER] = KEEP if request.user.is_authenticated else FORGET
        return response

    return cast(View, marked)
