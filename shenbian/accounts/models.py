"""Who signs in: an account belongs to one person, and to it everything that proves who is there."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from shenbian.people.models import Person


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=username)


class Account(AbstractBaseUser):
    """A person's way in (账号). What they may do there is said by their posts, never here."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    login = models.CharField("登录名", max_length=60, unique=True)
    is_active = models.BooleanField("可登录", default=True)
    opened_at = models.DateTimeField("开通时间", auto_now_add=True)

    USERNAME_FIELD = "login"
    objects = AccountManager()

    class Privacy:
        plain = frozenset("id person is_active opened_at last_login".split())
        personal = frozenset({"login", "password"})  # the password as a salted hash: it cannot be read back
