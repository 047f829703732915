"""Rules that belong to a place and a time, and the papers they come from."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.kit.spans import one_at_a_time


class RuleDocument(models.Model):
    """The paper a rule comes from (制度文件)."""

    number = models.CharField("发文字号", max_length=80, unique=True)
    title = models.CharField("文件名称", max_length=200)
    signer = models.CharField("印发单位", max_length=100)
    in_force_on = models.DateField("施行日期")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Privacy:
        plain = frozenset("id number title signer in_force_on replaced_by".split())

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）"


class RuleTable(models.Model):
    """What holds in one place from a day until another (规则表). A change is a new row; nothing is overwritten.

    `place` is "org:<id>" for a union body and what lies under it, "div:<code>" for a division of GB/T 2260, or empty
    for everywhere. A row that was wrong from its first day is withdrawn, and stays readable.
    """

    key = models.CharField("规则", max_length=60)
    place = models.CharField("适用地区", max_length=40, blank=True)
    from_on = models.DateField("起")
    until_on = models.DateField("止", null=True)
    values = models.JSONField("内容")
    verified = models.BooleanField("已核实")
    document = models.ForeignKey(RuleDocument, models.PROTECT, null=True, related_name="rules")
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    class Privacy:
        plain = frozenset(
            "id key place from_on until_on values verified document set_by set_at withdrawn_at withdrawn_by".split()
        )

    class Meta:
        constraints = [one_at_a_time("one_rule_at_a_time", texts=("key", "place"), condition=Q(withdrawn_at=None))]
