"""What every page of the portal knows."""

from __future__ import annotations

from typing import Any


def shell(request: Any) -> dict[str, Any]:
    """Nothing yet."""
    return {}
