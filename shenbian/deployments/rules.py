"""As whom somebody is out there, by the posts that they hold on that day."""

from __future__ import annotations

from collections.abc import Collection

from shenbian.deployments.models import Standing

# Offices of a case, of a unit or of the machine, which are not of the union's own staff.
_ELSE = frozenset({"mediator", "coordinator", "system_administrator", "security_administrator", "audit_administrator"})


def standing_by(roles: Collection[str]) -> str:
    """The code of the standing that these roles give; empty where they give none. A union's own office goes first."""
    if set(roles) - _ELSE - {"social_worker"}:
        return Standing.CADRE.value
    return Standing.SOCIAL_WORKER.value if "social_worker" in roles else ""
