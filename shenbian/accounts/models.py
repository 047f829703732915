"""Who signs in: an account belongs to one person, and to it everything that proves who is there."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.people.models import Person
from shenbian.rights.models import Post


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


class Token(models.Model):
    """A program's way in (接口令牌), in the name of an account's owner: to the API and to no page.

    It acts in one of their posts, or in none (`post` empty: as a worker). Of the secret only its SM3 hash is kept.
    `minute` and `calls` count how often it was used within one minute.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    title = models.CharField("用途", max_length=60)
    digest = models.BinaryField(unique=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name="身份")
    made_at = models.DateTimeField("开出时间", db_default=Now())
    until_on = models.DateField("有效期至")  # the last day, whole
    used_at = models.DateTimeField("最近使用", null=True)
    minute = models.DateTimeField(null=True)
    calls = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField("停用时间", null=True)

    class Privacy:
        plain = frozenset("id account title post made_at until_on used_at minute calls revoked_at".split())
        sealed = frozenset({"digest"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__lte=F("made_at") + timedelta(days=367)), name="token_ends_within_a_year"
            )
        ]
        ordering = ["-id"]
