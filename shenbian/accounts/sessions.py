"""Sessions as Django keeps them, read by one statement that is written once: every request of everybody begins here."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from shenbian.kit.prepared import prepared

_STATEMENT = f'SELECT session_data FROM "{Session._meta.db_table}" WHERE session_key = %s AND expire_date > now()'


class SessionStore(db.SessionStore):
    """Django's, but for how a session is read."""

    def load(self) -> dict[str, Any]:
        with prepared() as cursor:
            cursor.execute(_STATEMENT, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found
