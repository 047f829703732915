"""What opens the desk beside a password or a phone code: a list of declarations in the settings (SECOND_FACTORS).

Asked once after each step of signing in; the answer stays in the session. Without one an officer's session is a
worker's: the portal and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.internal.flows.trust import is_trusted_browser
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.utils.module_loading import import_string

SECOND = "second_factor"  # in the session: the key of the factor that was given


@dataclass(frozen=True)
class SecondFactor:
    """`given` looks at a signed-in request: has this factor been shown in this session?"""

    key: str
    title: str
    given: Callable[[Any], bool]


def methods(request: Any) -> set[str]:
    """How the session came about: of "password", "code", "mfa", "socialaccount"."""
    return {record["method"] for record in get_authentication_records(request, request.user)}


AUTHENTICATOR = SecondFactor("authenticator", "动态口令", lambda request: "mfa" in methods(request))
KNOWN_DEVICE = SecondFactor(
    "known_device",
    "手机验证码加认识的设备",
    lambda request: "code" in methods(request) and is_trusted_browser(request, request.user),
)


def settle(request: Any) -> bool:
    """Ask every declared factor and keep the answer in the session; officers' sessions end sooner when idle."""
    declared: list[SecondFactor] = [import_string(path) for path in settings.SECOND_FACTORS]
    key = next((factor.key for factor in declared if factor.given(request)), "")
    if key:
        request.session[SECOND] = key
        request.session.set_expiry(settings.OFFICER_IDLE)
    return bool(key)


def proven(request: Any) -> bool:
    """Whether this session may act in its posts. No query."""
    return bool(request.session.get(SECOND)) or request.session.get(BACKEND_SESSION_KEY) in settings.STRONG_BACKENDS
