"""Finding the account of a session, together with its person: one query (one more where the record was merged away)."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection, models

from shenbian.accounts.models import Account
from shenbian.kit.prepared import prepared
from shenbian.people.models import Person


def _columns(model: type[models.Model], alias: str) -> str:
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


_ACCOUNT, _PERSON = _names(Account), _names(Person)
# Written once and not by the ORM at each request: this is asked by every page of everybody who is signed in.
_STATEMENT = (
    f"SELECT {_columns(Account, 'a')}, {_columns(Person, 'p')} "
    f'FROM "{Account._meta.db_table}" a JOIN "{Person._meta.db_table}" p ON p.id = a.person_id '
    "WHERE a.id = %s::bigint AND a.is_active"
)


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth is not typed
    """django-allauth's, with the person read along; who is blocked is nobody."""

    def get_user(self, user_id: Any) -> Account | None:
        with prepared() as cursor:
            cursor.execute(_STATEMENT, [user_id])
            row = cursor.fetchone()
        if row is None:
            return None
        account = Account.from_db(connection.alias, _ACCOUNT, row[: len(_ACCOUNT)])
        account.person = Person.from_db(connection.alias, _PERSON, row[len(_ACCOUNT) :])
        return account
