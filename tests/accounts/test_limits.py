"""Public forms are taken so often and no oftener."""

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from shenbian.accounts.limits import limited


@limited("wish", "2/m/ip")
def wish(request: HttpRequest) -> HttpResponse:
    return HttpResponse("收到")


def asked(method: str, address: str) -> HttpResponse:
    request = getattr(RequestFactory(REMOTE_ADDR=address), method)("/")
    request.session = {}
    return wish(request)


def test_the_third_post_of_an_address_is_told_when_to_come_back(db: None, settings: pytest.FixtureRequest) -> None:
    cache.clear()
    codes = [asked("post", "10.0.0.1").status_code for _ in range(3)]
    refused = asked("post", "10.0.0.1")
    assert (codes, refused.status_code, 0 < int(refused["Retry-After"]) <= 60) == ([200, 200, 429], 429, True)
    assert asked("get", "10.0.0.1").status_code == 200
    assert asked("post", "10.0.0.2").status_code == 200
