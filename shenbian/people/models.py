"""Human beings, each once; their memberships and groups as dated rows."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.kit import identity
from shenbian.kit.searching import Words
from shenbian.kit.spans import one_at_a_time


class Document(models.TextChoices):
    """Kinds of identity documents (证件类型): those that `kit.identity` can read."""

    IDENTITY_CARD = identity.Document.CITIZEN.value, identity.Document.CITIZEN.label
    HK_MACAO = identity.Document.HONGKONG_MACAO.value, identity.Document.HONGKONG_MACAO.label
    TAIWAN = identity.Document.TAIWAN.value, identity.Document.TAIWAN.label
    PASSPORT = identity.Document.PASSPORT.value, identity.Document.PASSPORT.label
    FOREIGN_RESIDENT = identity.Document.FOREIGN_RESIDENT.value, identity.Document.FOREIGN_RESIDENT.label


class Person(models.Model):
    """A human being, once. `key` is random and says nothing; facts know nobody but by it."""

    key = models.BigIntegerField(unique=True)
    name = models.CharField("姓名", max_length=100)
    sex = models.CharField("性别", max_length=1, blank=True)  # GB/T 2261.1
    born_on = models.DateField("出生日期", null=True)
    document = models.CharField("证件类型", max_length=20, choices=Document.choices)
    document_sealed = models.BinaryField("证件号码", null=True)  # SM4-GCM
    document_index = models.BinaryField(null=True)  # HMAC-SM3, so that one person is found again
    phone_sealed = models.BinaryField("手机号", null=True)
    phone_index = models.BinaryField(null=True)
    document_tail = models.BinaryField(null=True)  # the mark of its last four digits
    phone_tail = models.BinaryField(null=True)
    sound = models.CharField(
        max_length=800, db_collation="C", default="", editable=False
    )  # "wang xiaoming", by trigger
    search = Words()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    erased_at = models.DateTimeField(null=True)

    class Privacy:
        plain = frozenset("id key merged_into erased_at".split())
        personal = frozenset("name sex born_on document sound search".split())
        sealed = frozenset("document_sealed document_index document_tail phone_sealed phone_index phone_tail".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "document_index"], name="person_once"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="merged_into_another"),
        ]
        indexes = [
            models.Index(fields=["phone_index"], name="person_phone"),
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["sound"], name="person_sound"),
            GinIndex(fields=["search"], name="person_search"),
        ]

    def __str__(self) -> str:
        return self.name


class Began(models.TextChoices):
    ADMITTED = "admitted", "入会"
    TRANSFERRED_IN = "transferred_in", "转入"


class Ended(models.TextChoices):
    TRANSFERRED_OUT = "transferred_out", "转出"
    RESIGNED = "resigned", "退会"
    LAPSED = "lapsed", "自然终止"
    EXPELLED = "expelled", "除名"
    DECEASED = "deceased", "去世"


class Retained(models.TextChoices):
    """Why a membership is kept without a job (保留会籍的原因)."""

    RETIRED = "retired", "退休"
    UNEMPLOYED = "unemployed", "失业"
    UNIT_CLOSED = "unit_closed", "单位注销"


class Membership(models.Model):
    """A person's membership in one union (会籍), from–until (until exclusive)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="memberships")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+")
    from_on = models.DateField("入会日期")
    until_on = models.DateField("离会日期", null=True)
    began = models.CharField("入会方式", max_length=20, choices=Began.choices)
    ended = models.CharField("离会方式", max_length=20, choices=Ended.choices, blank=True)
    retained_from = models.DateField("保留会籍起", null=True)
    retained_until = models.DateField("恢复日期", null=True)
    retained_why = models.CharField("保留原因", max_length=40, blank=True, choices=Retained.choices)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = frozenset(
            "id person organisation unit from_on until_on began ended retained_from retained_until retained_why "
            "batch".split()
        )

    class Meta:
        indexes = [models.Index(fields=["from_on", "id"], name="membership_from")]
        constraints = [
            one_at_a_time("one_membership_at_a_time", "person"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="membership_forward"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None, ended="") | Q(until_on__isnull=False) & ~Q(ended=""),
                name="membership_end_says_how",
            ),
            models.CheckConstraint(
                condition=Q(retained_from=None, retained_why="", retained_until=None)
                | Q(retained_from__gte=F("from_on")) & ~Q(retained_why=""),
                name="retention_says_why",
            ),
        ]


class Group(models.TextChoices):
    """The groups of people whom the federation's work is for (重点群体)."""

    MODEL_WORKER = "model_worker", "劳模工匠"
    INDUSTRIAL_WORKER = "industrial_worker", "产业工人"
    NEW_FORM_WORKER = "new_form_worker", "新就业形态劳动者"


class GroupSpell(models.Model):
    """A person belongs to a group, from–until; new-form workers with their occupation."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="groups")
    group = models.CharField("群体", max_length=20, choices=Group.choices)
    occupation = models.CharField("职业", max_length=20, blank=True)  # code list `occupations` of the rulebook
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Privacy:
        plain = frozenset("id person from_on until_on".split())
        personal = frozenset("group occupation".split())

    class Meta:
        constraints = [one_at_a_time("one_spell_at_a_time", "person", texts=("group", "occupation"))]


class Merge(models.Model):
    """Two records were found to be one person; undone, the lineage stays."""

    duplicate = models.ForeignKey(Person, models.PROTECT, related_name="merges_away")
    survivor = models.ForeignKey(Person, models.PROTECT, related_name="merges_in")
    reason = models.CharField(max_length=200)
    moved = models.JSONField(default=dict)  # {"memberships": [id], "people": [id]}: what an undoing puts back
    merged_at = models.DateTimeField(db_default=Now())
    merged_by = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)

    class Privacy:
        plain = frozenset("id duplicate survivor reason moved merged_at merged_by undone_at undone_by".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duplicate"], condition=Q(undone_at=None), name="merged_away_once"),
        ]


class PersonReading(models.Model):
    """Somebody looked at a sealed field (查阅记录). Only ever added, by trigger; its owner may see it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    field = models.CharField("查阅内容", max_length=20)
    read_by = models.CharField("查阅人", max_length=80)
    why = models.CharField("事由", max_length=200)
    read_at = models.DateTimeField("查阅时间", db_default=Now())

    class Privacy:
        plain = frozenset("id person field read_by why read_at".split())

    class Meta:
        indexes = [models.Index(fields=["person", "read_at"], name="reading_of_person")]
