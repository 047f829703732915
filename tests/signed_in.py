"""How tests are signed in without the door: as if both factors had been given."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from shenbian.accounts.backend import Backend
from shenbian.accounts.models import Account


class Proven(BaseBackend):
    """The first backend of the tests' settings, so the one that `client.force_login` names. It lets nobody in."""

    def get_user(self, user_id: Any) -> Account | None:
        return Backend().get_user(user_id)
