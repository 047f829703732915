"""The ledger of facts. Rows are only ever added; migrations carry the triggers that hold this."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Writing(models.Model):
    """One call of the door: a block of fact ids, so that a fact missing from it is noticed before any seal."""

    first_fact = models.BigIntegerField(unique=True)
    last_fact = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())
    mac = models.BinaryField()

    class Privacy:
        plain = frozenset("id first_fact last_fact recorded_at mac".split())


class Fact(models.Model):
    """One countable thing that is true (台账记录). Written only through `facts.actions`."""

    id = models.BigIntegerField(primary_key=True)  # reserved in blocks by the door
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()  # Beijing; periods use it and nothing else
    occurred_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()  # the database's, set by a trigger
    organisation = models.BigIntegerField(null=True)
    org_path = models.CharField(max_length=400, db_collation="C", default="")  # as it was then
    edition = models.CharField(max_length=120, default="")
    person = models.BigIntegerField(null=True)  # Person.key
    unit = models.BigIntegerField(null=True)  # Unit.id
    quantity = models.BigIntegerField()
    amount_fen = models.BigIntegerField(null=True)
    facets = models.JSONField(default=dict)
    source = models.CharField(max_length=400, db_collation="C")
    evidence = models.CharField(max_length=400)
    recorded_by = models.CharField(max_length=80)
    batch = models.BigIntegerField(null=True)
    voids = models.BigIntegerField(null=True)  # a fact of kind `void` names the struck one
    salt = models.BinaryField()
    mac = models.BinaryField()
    voided_at = models.DateTimeField(null=True)  # cache, set once

    class Privacy:
        plain = frozenset(
            "id kind happened_on occurred_at recorded_at organisation org_path edition person unit quantity amount_fen "
            "facets source evidence recorded_by batch voids salt mac voided_at".split()
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source"], condition=Q(voided_at=None), name="fact_once"),
            models.UniqueConstraint(
                fields=["voids"], name="struck_out_once"
            ),  # whole, so that facts_seen costs nothing
            models.CheckConstraint(
                condition=Q(kind="void", voids__isnull=False) | ~Q(kind="void") & Q(voids=None),
                name="void_names_a_fact",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "happened_on"], name="fact_kind_day"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="fact_batch"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="fact_person"),
            models.Index(fields=["unit"], condition=Q(unit__isnull=False), name="fact_unit"),
            models.Index(
                fields=["evidence"], condition=Q(batch=None), name="fact_of_move"
            ),  # what a thing's moves wrote
        ]


class Leaf(models.Model):
    """A sealed entry of a log: its place in the Merkle tree and its hash. Two logs: facts and traces."""

    pk = models.CompositePrimaryKey("log", "position")
    log = models.CharField(max_length=10)
    position = models.BigIntegerField()
    entry = models.BigIntegerField()
    hash = models.BinaryField()

    class Privacy:
        plain = frozenset("log position entry hash".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "entry"], name="sealed_once")]


class Node(models.Model):
    """The hash of a whole node of the tree, of every fourth height above the leaves: from a few of them any proof is
    made. Derived from the leaves, and compared with them by `verify`."""

    pk = models.CompositePrimaryKey("log", "height", "number")
    log = models.CharField(max_length=10)
    height = models.SmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Privacy:
        plain = frozenset("log height number hash".split())


class Head(models.Model):
    """A dated, signed head of a log (存证): size and root; a copy stands in a file outside the database."""

    log = models.CharField(max_length=10)
    size = models.BigIntegerField()
    root = models.BinaryField()
    peaks = models.BinaryField()
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80)
    signature = models.BinaryField()

    class Privacy:
        plain = frozenset("id log size root peaks signed_at signed_by signature".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="one_head_a_size")]
