"""How often something may be asked: counted in the shared cache, said in words when it was too often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.core.internal.ratelimit import consume, get_rates
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def limited(action: str, rate: str) -> Callable[[View], View]:
    """Let through only so many POSTs: "20/m/ip", or "5/h/user" for a signed-in page; several separated by commas."""

    def wrap(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            config = {action: rate}
            if not consume(request, app="shenbian", action=action, config=config):
                return too_often(request, again_at(action, config))
            return view(request, *args, **kwargs)

        return cast(View, counted)

    return wrap


def again_at(action: str, config: dict[str, str] | None = None) -> datetime:
    """When at the latest this may be tried again; of the sign-in's own actions without `config`."""
    rates = get_rates(app="allauth.account", action=action, config=config)
    return timezone.now() + timedelta(seconds=max((rate.duration for rate in rates), default=60))


def clock(at: datetime) -> str:
    """12:05, rounded up to the minute."""
    return f"{timezone.localtime(at + timedelta(seconds=59)):%H:%M}"


def too_often(request: HttpRequest, at: datetime | None = None) -> HttpResponse:
    """The page that says when to come back (429)."""
    when = at or timezone.now() + timedelta(minutes=1)
    response = render(request, "accounts/too_often.html", {"when": clock(when)}, status=429)
    response["Retry-After"] = str(max(1, int((when - timezone.now()).total_seconds())))
    return response
