"""Accounts from elsewhere: which of them are set up here, and which of them are mine."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.views import ConnectionsView
from django.http import HttpRequest


def ways(request: HttpRequest, *, process: str, following: str = "") -> list[dict[str, str]]:
    """What each configured provider's button says and where it is sent; `process` is "login" or "connect"."""
    onward = {"next": following} if following else {}
    return [
        {"title": each.name, "url": each.get_login_url(request, process=process, **onward)}
        for each in get_adapter().list_providers(request)
    ]


class Connections(ConnectionsView):  # type: ignore[misc]  # allauth is not typed
    """What my account is connected to."""

    template_name = "socialaccount/connections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().get_context_data(**kwargs)
        return said | {"ways": ways(self.request, process="connect")}
