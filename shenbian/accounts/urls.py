"""The door's addresses. The names are those that django-allauth looks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account import views as account
from allauth.socialaccount import urls as social
from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from allauth.socialaccount.providers.weixin import urls as weixin
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from shenbian.accounts.access import PUBLIC, SIGNED_IN, Access, page
from shenbian.accounts.views.elsewhere import Connections
from shenbian.accounts.views.mine import scope, sessions
from shenbian.accounts.views.second import recovery_codes, second
from shenbian.accounts.views.setup import set_up
from shenbian.accounts.views.sign_in import Blocked, Code, Confirm, Password, Second, Trust


def _opened(found: Iterable[Any], access: Access) -> list[Any]:
    """Another's addresses, each said to be open to somebody."""
    opened: list[Any] = []
    for each in found:
        if isinstance(each, URLResolver):
            opened.append(URLResolver(each.pattern, _opened(each.url_patterns, access)))
        else:
            view = page(access)(each.callback)
            opened.append(URLPattern(each.pattern, view, each.default_args, each.name))
    return opened


_elsewhere = [
    path("", page(SIGNED_IN)(Connections.as_view()), name="socialaccount_connections"),
    *_opened([each for each in social.urlpatterns if each.name != "socialaccount_connections"], PUBLIC),
]

urlpatterns = [
    path("login/", page(PUBLIC)(Password.as_view()), name="account_login"),
    path("login/code/", page(PUBLIC)(Code.as_view()), name="account_request_login_code"),
    path("login/code/confirm/", page(PUBLIC)(Confirm.as_view()), name="account_confirm_login_code"),
    path("login/second/", page(PUBLIC)(Second.as_view()), name="mfa_authenticate"),
    path("login/trust/", page(PUBLIC)(Trust.as_view()), name="mfa_trust"),
    path("inactive/", page(PUBLIC)(Blocked.as_view()), name="account_inactive"),
    path("logout/", page(PUBLIC)(account.logout), name="account_logout"),
    path("setup/<str:coded>/<str:token>/", set_up, name="account_set_up"),
    path("second/", second, name="account_second"),
    path("second/codes/", recovery_codes, name="account_recovery_codes"),
    path("sessions/", sessions, name="usersessions_list"),
    path("scope/", scope, name="account_scope"),
    path("elsewhere/", include(_elsewhere)),
    path("elsewhere/", include(_opened(openid_connect.urlpatterns, PUBLIC))),
    path("elsewhere/", include(_opened(weixin.urlpatterns, PUBLIC))),
]
