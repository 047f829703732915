"""Who holds which role where, from when until when; and what is lent for some hours or days."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate

from shenbian.kit.spans import one_at_a_time
from shenbian.rights.catalogue import ROLES, Role


class PostQuerySet(models.QuerySet["Post"]):
    def standing_on(self, day: object) -> "PostQuerySet":
        return self.filter(Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gt=day))


class Post(models.Model):
    """A person holds a role at a union body (任职), from–until (until exclusive), for some lines of work or for all."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="posts")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="posts")
    role_key = models.CharField("角色", max_length=40)
    desks = models.JSONField("工作条线", default=list)  # desk keys in the catalogue's order; empty: all of them
    title = models.CharField("职务名称", max_length=60, blank=True)
    paper = models.CharField("任职文件", max_length=80, blank=True)
    from_on = models.DateField("任职日期")
    until_on = models.DateField("免职日期", null=True)
    appointed_by = models.CharField(max_length=80)
    appointed_at = models.DateTimeField(db_default=Now())
    relieved_by = models.CharField(max_length=80, blank=True)

    lent_until: datetime | None = None  # of what is lent: when it ends (no column)

    objects = PostQuerySet.as_manager()

    class Privacy:
        plain = frozenset(
            "id person organisation role_key desks title paper from_on until_on appointed_by appointed_at "
            "relieved_by".split()
        )

    class Meta:
        constraints = [
            one_at_a_time("one_post_of_a_kind_at_a_time", "person", "organisation", texts=("role_key",)),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="post_forward"),
        ]
        indexes = [models.Index(fields=["organisation", "role_key"], name="post_of_role")]

    @property
    def role(self) -> Role:
        return ROLES[self.role_key]


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self) -> "GrantQuerySet":
        """At this instant, as the database sees it; what was lent of a post ends with the post."""
        lent = Q(post=None) | Q(post__until_on=None) | Q(post__until_on__gt=TruncDate(Now()))
        return self.filter(lent, from_at__lte=Now(), until_at__gt=Now(), ended_at=None)


class Grant(models.Model):
    """A role for a while (临时授权): a duty session, or a colleague's post during their absence. Never without an end.

    `source` names the thing by which it was given ("offices.duty:5"); traces made under it name it too.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="grants")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    role_key = models.CharField("角色", max_length=40)
    desks = models.JSONField("工作条线", default=list)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="grants")  # whose post is lent
    source = models.CharField(max_length=120, unique=True)
    from_at = models.DateTimeField("起")
    until_at = models.DateTimeField("止")
    ended_at = models.DateTimeField("提前结束", null=True)

    objects = GrantQuerySet.as_manager()

    class Privacy:
        plain = frozenset("id person organisation role_key desks post source from_at until_at ended_at".split())

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="grant_forward")]
        indexes = [models.Index(fields=["person"], condition=Q(ended_at=None), name="grant_of_person")]

    def as_post(self) -> Post:
        """The role as if it were a post of one's own; a number below zero tells that it is lent."""
        post = Post(
            pk=-self.pk,
            person_id=self.person_id,
            organisation=self.organisation,
            role_key=self.role_key,
            desks=self.desks,
        )
        post.lent_until = self.until_at
        return post
