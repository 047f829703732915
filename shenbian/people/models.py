"""Human beings, each once; their memberships and groups as dated rows."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value


class Document(models.TextChoices):
    """Kinds of identity documents (证件类型)."""

    IDENTITY_CARD = "identity_card", "居民身份证"
    HK_MACAO = "hk_macao", "港澳居民居住证"
    TAIWAN = "taiwan", "台湾居民居住证"
    PASSPORT = "passport", "护照"
    FOREIGN_RESIDENT = "foreign_resident", "外国人永久居留身份证"


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
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    erased_at = models.DateTimeField(null=True)

    class Privacy:
        plain = frozenset("id key merged_into erased_at".split())
        personal = frozenset("name sex born_on document".split())
        sealed = frozenset("document_sealed document_index phone_sealed phone_index".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "document_index"], name="person_once"),
        ]
        indexes = [models.Index(fields=["phone_index"], name="person_phone"), models.Index(fields=["name"], name="person_name")]

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
    retained_why = models.CharField("保留原因", max_length=40, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = frozenset(
            "id person organisation unit from_on until_on began ended retained_from retained_why batch".split()
        )

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_membership_at_a_time",
                expressions=[
                    (Func(F("person"), F("person"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("from_on"), F("until_on"), function="daterange"), "&&"),
                ],
            ),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="membership_forward"),
            models.CheckConstraint(condition=Q(until_on=None, ended="") | Q(until_on__isnull=False) & ~Q(ended=""), name="membership_end_says_how"),
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


class Merge(models.Model):
    """Two records were found to be one person; undone, the lineage stays."""

    duplicate = models.ForeignKey(Person, models.PROTECT, related_name="merges_away")
    survivor = models.ForeignKey(Person, models.PROTECT, related_name="merges_in")
    reason = models.CharField(max_length=200)
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)

    class Privacy:
        plain = frozenset("id duplicate survivor reason merged_at merged_by undone_at undone_by".split())
