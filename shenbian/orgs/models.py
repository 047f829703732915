"""Union bodies and the units beside them. Dated rows: what was true then stays readable."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from shenbian.kit.searching import Words
from shenbian.kit.spans import one_at_a_time
from shenbian.orgs.levels import Level, Part, Rank, UnitKind


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def under(self, top: "Organisation") -> "OrganisationQuerySet":
        """The subtree, its top included."""
        return self.filter(path__startswith=top.path)

    def standing_on(self, day: object) -> "OrganisationQuerySet":
        return self.filter(Q(founded_on__lte=day), Q(dissolved_on=None) | Q(dissolved_on__gt=day))


class Organisation(models.Model):
    """A union body (工会组织): federation, town union, grassroots union, team …

    `path` is every ancestor's id and its own, never reused, e.g. "1.12.340."; one prefix test answers "is it under?".
    """

    number = models.CharField("工会编号", max_length=40, unique=True)
    name = models.CharField("工会名称", max_length=200)
    level = models.CharField("类型", max_length=20, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=400, unique=True, db_collation="C")
    division = models.CharField("区划代码", max_length=12, blank=True)  # GB/T 2260 and its town level
    founded_on = models.DateField("成立日期", null=True)
    dissolved_on = models.DateField("撤销日期", null=True)
    term_from = models.DateField("届期起", null=True)
    term_until = models.DateField("届期止", null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    search = Words()

    objects = OrganisationQuerySet.as_manager()

    class Privacy:
        plain = frozenset(
            "id number name level parent path division founded_on dissolved_on term_from term_until merged_into "
            "search".split()
        )

    class Meta:
        indexes = [
            models.Index(fields=["name"], opclasses=["varchar_pattern_ops"], name="organisation_name"),
            GinIndex(fields=["search"], name="organisation_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(founded_on=None) | Q(dissolved_on__gte=F("founded_on")),
                name="organisation_forward",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(dissolved_on__isnull=False), name="merged_body_is_dissolved"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationPlace(models.Model):
    """Where a body stood in the tree, from–until (until exclusive, None = still)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="places")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=400, db_collation="C")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Privacy:
        plain = frozenset("id organisation parent path from_on until_on".split())

    class Meta:
        indexes = [models.Index(fields=["path"], opclasses=["varchar_pattern_ops"], name="place_path")]
        constraints = [one_at_a_time("one_place_at_a_time", "organisation")]


class Term(models.Model):
    """A committee's term of office (届期), until exclusive. The last one stands in the organisation too."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="terms")
    from_on = models.DateField()
    until_on = models.DateField()

    class Privacy:
        plain = frozenset("id organisation from_on until_on".split())

    class Meta:
        constraints = [one_at_a_time("one_term_at_a_time", "organisation")]


class Unit(models.Model):
    """Any body that is not a union (单位): employer, agency, court, community, platform …"""

    number = models.CharField("单位编号", max_length=40, unique=True)
    name = models.CharField("单位名称", max_length=200)
    uscc = models.CharField("统一社会信用代码", max_length=18, null=True, unique=True)
    kind = models.CharField("单位类型", max_length=20, choices=UnitKind.choices)
    closed_on = models.DateField("注销日期", null=True)
    search = Words()

    class Privacy:
        plain = frozenset("id number name uscc kind closed_on search".split())

    class Meta:
        indexes = [GinIndex(fields=["search"], name="unit_search")]

    def __str__(self) -> str:
        return self.name


class UnitStatement(models.Model):
    """What a unit stated of itself on a day (单位情况). The last statement up to a day is what was true on it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="statements")
    stated_on = models.DateField("情况日期")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="上级单位")
    workers = models.PositiveIntegerField("职工人数", null=True)
    industry = models.CharField("行业门类", max_length=4, blank=True)  # GB/T 4754 section
    rank = models.CharField("级别", max_length=20, choices=Rank.choices, default=Rank.NONE)
    two_new = models.BooleanField("两新组织", default=False)
    party_organisation = models.BooleanField("已建立党组织", default=False)
    should_have_union = models.BooleanField("应建会", default=False)

    class Privacy:
        plain = frozenset(
            "id unit stated_on parent workers industry rank two_new party_organisation should_have_union".split()
        )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "stated_on"], name="unit_stated_once_a_day")]


class Cover(models.Model):
    """A unit is covered by a union (单位建会). A joint union covers many units; a unit has one at a time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="covers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="covers")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Privacy:
        plain = frozenset("id unit organisation from_on until_on".split())

    class Meta:
        constraints = [one_at_a_time("unit_covered_by_one", "unit")]


class Seat(models.Model):
    """A unit sits in a coordination group (协调小组成员单位), from–until."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seats")
    part = models.CharField("职责", max_length=10, choices=Part.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Privacy:
        plain = frozenset("id organisation unit part from_on until_on".split())

    class Meta:
        constraints = [one_at_a_time("unit_sits_once", "organisation", "unit")]


class OutsideKey(models.Model):
    """The number another system of record gives to something of ours (外部系统编号)."""

    system = models.CharField(max_length=40)
    number = models.CharField(max_length=80)
    subject = models.CharField(max_length=40)  # "organisation", "unit", "person"
    subject_id = models.BigIntegerField()

    class Privacy:
        plain = frozenset("id system number subject subject_id".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "subject", "number"], name="outside_key_once")]
