"""Every page and to whom it is open: read off the views, for `docs/made/rights.md` and a test that asks them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shenbian.accounts.access import PUBLIC, SIGNED_IN, Access
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import APPOINTABLE, Role
from shenbian.rights.models import Post

# The sign-in library's views say nothing of themselves: those for somebody signed in by name, the rest are open.
FOREIGN = ("account_", "mfa_", "socialaccount_", "usersessions_", "weixin_", "openid_connect_")
FOREIGN_SIGNED_IN = frozenset(
    """account_logout account_reauthenticate account_change_password account_set_password account_email
    account_change_phone socialaccount_connections usersessions_list mfa_index mfa_activate_totp mfa_deactivate_totp
    mfa_reauthenticate mfa_view_recovery_codes mfa_download_recovery_codes mfa_generate_recovery_codes
    mfa_list_webauthn mfa_add_webauthn mfa_remove_webauthn mfa_edit_webauthn mfa_reauthenticate_webauthn""".split()
)


@dataclass(frozen=True)
class Address:
    """One page: its route as it is written, its full name (`desk:inbox`), the names of its arguments, its access."""

    route: str
    name: str
    arguments: tuple[str, ...]
    access: Access | None


def addresses() -> list[Address]:
    """Every page of the house, by its route. `access` is None where a view forgot to say to whom it is open."""
    return sorted(_walk(get_resolver(), "/", ""), key=lambda each: each.route)


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        here = f"{route}{str(each.pattern).lstrip('^').rstrip('$')}"
        if isinstance(each, URLResolver):
            yield from _walk(each, here, f"{namespace}{each.namespace}:" if each.namespace else namespace)
        elif isinstance(each, URLPattern):
            name = f"{namespace}{each.name or ''}"
            yield Address(here, name, tuple(each.pattern.regex.groupindex), _access(each.callback, name))


def _access(view: Any, name: str) -> Access | None:
    said: Access | None = getattr(view, "access", None)
    if said is None and name.startswith(FOREIGN):
        return SIGNED_IN if name in FOREIGN_SIGNED_IN else PUBLIC
    return said


def actor_with(role: Role) -> Actor:
    """Somebody who holds this one role at the top of the tree."""
    return Actor("person:0", person=0, posts=(Post(role_key=role.key, organisation=Organisation(path="1."), desks=[]),))


MEMBER = Actor("person:0", person=0)


def open_to(access: Access) -> Mapping[str, bool]:
    """Who gets in: `stranger`, `member` (signed in, no post), and each role that can be held, by key."""
    signed_in = {"member": access.lets_in(MEMBER)} | {r.key: access.lets_in(actor_with(r)) for r in APPOINTABLE}
    return {"stranger": not access.signed_in} | (signed_in if access.signed_in else dict.fromkeys(signed_in, True))
