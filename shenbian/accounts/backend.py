"""Finding the account of a session, together with its person: one query (one more where the record was merged away)."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from shenbian.accounts.models import Account


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth is not typed
    """django-allauth's, with the person read along."""

    def get_user(self, user_id: Any) -> Account | None:
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account is not None and account.is_active else None
