"""A column of stretches of time: PostgreSQL's own, so that what overlaps or touches is one stretch."""

from __future__ import annotations

from typing import Any

from django.db import models


class Stretches(models.Field):  # type: ignore[type-arg]
    """tstzmultirange. Written by statements of our own (`actions.watching`), read as a psycopg Multirange."""

    def db_type(self, connection: Any) -> str:
        return "tstzmultirange"
