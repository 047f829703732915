"""A tournament (赛事), who plays in it, its matches, and protests against what was entered of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.brackets.flows import ENTRANT, MATCH, PROTEST, TOURNAMENT
from shenbian.flow.models import Flowing
from shenbian.kit.privacy import Sensitivity
from shenbian.people.models import Person
from shenbian.rights.catalogue import Desk

Shown = list[tuple[str, Any, Sensitivity]]
PLAIN = Sensitivity.PLAIN


class Form(models.TextChoices):
    """How it is played (赛制)."""

    KNOCKOUT = "knockout", "淘汰赛"
    ROUND_ROBIN = "round_robin", "循环赛"


class Tournament(Flowing):
    """One discipline of an edition. `drawn` is what was drawn from, by `seed`: anybody may draw it again."""

    FLOW = TOURNAMENT
    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "edition")
    owner: ClassVar[None] = None

    edition = models.ForeignKey("editions.Edition", models.PROTECT, related_name="tournaments", verbose_name="届期")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="举办工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    title = models.CharField("赛事", max_length=100)
    form = models.CharField("赛制", max_length=12, choices=Form.choices)
    teams = models.BooleanField("团体赛", default=False)
    seed = models.CharField("抽签种子数", max_length=40, blank=True)
    drawn: Any = models.JSONField("抽签名单", default=dict)
    drawn_at = models.DateTimeField("抽签时间", null=True)
    earlier: Any = models.JSONField("以前的抽签", default=list)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id edition organisation desk title form teams seed drawn drawn_at earlier".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "赛事"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "title"], condition=~Q(status="cancelled"), name="tournament_once"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["drawn", "finished"]) | ~Q(seed=""), name="draw_says_its_seed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told_as(self) -> str:
        return f"“{self.title}”"

    @property
    def knockout(self) -> bool:
        return self.form == Form.KNOCKOUT

    def shows(self) -> Shown:
        """What a page tells of it."""
        kind = f"{'团体' if self.teams else '个人'}{self.get_form_display()}"
        told = (("届期", self.edition.title), ("赛制", kind), ("抽签种子数", self.seed), ("抽签时间", self.drawn_at))
        return [(label, value, PLAIN) for label, value in told]


class Entrant(Flowing):
    """A person, or a team with its members, of one union. `name` is the team's; `seeding` 1 is the strongest."""

    FLOW = ENTRANT
    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "tournament", "tournament__edition", "union")
    owner: ClassVar[None] = None

    tournament = models.ForeignKey(Tournament, models.PROTECT, related_name="entrants")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    desk = models.CharField(max_length=40, choices=Desk.choices, blank=True)
    union = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="代表工会")
    name = models.CharField("队名", max_length=60, blank=True)
    seeding = models.PositiveSmallIntegerField("种子", null=True)
    reason = models.CharField("退赛原因", max_length=200, blank=True)

    people: list[Person] | None = None  # who plays, until they are written

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id tournament organisation desk union name seeding reason".split())

    class Meta(Flowing.Meta):
        verbose_name = "参赛"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["tournament", "seeding"], condition=Q(status="entered"), name="one_seed_each"
            ),
            models.UniqueConstraint(
                fields=["tournament", "name"], condition=Q(status="entered") & ~Q(name=""), name="one_team_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name or "参赛职工"

    def shows(self) -> Shown:
        """What a page tells of it."""
        told = (
            ("赛事", self.tournament.title),
            ("队名", self.name),
            ("代表工会", self.union.name),
            ("种子", self.seeding),
        )
        players = "、".join(each.person.name for each in self.players.select_related("person"))
        return [
            *((a, b, PLAIN) for a, b in told),
            ("队员", players, Sensitivity.PERSONAL),
            ("退赛原因", self.reason, PLAIN),
        ]


class Player(models.Model):
    """Somebody plays for an entrant: for one in a tournament."""

    tournament = models.ForeignKey(Tournament, models.PROTECT, related_name="players")
    entrant = models.ForeignKey(Entrant, models.PROTECT, related_name="players")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    plays = models.BooleanField(default=True)  # not once their entrant has left

    class Privacy:
        plain = frozenset("id tournament entrant person plays".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["tournament", "person"], condition=Q(plays=True), name="plays_for_one"),
        ]


class Match(Flowing):
    """Two meet. `slot` is its place in the round: winners of slots 2n and 2n+1 meet in slot n of the next.

    A bye is a match with one side, decided by the draw. `winner` None of a played one: drawn.
    """

    FLOW = MATCH
    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "tournament", "tournament__edition", "one", "two")
    owner: ClassVar[None] = None

    tournament = models.ForeignKey(Tournament, models.CASCADE, related_name="matches")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    desk = models.CharField(max_length=40, choices=Desk.choices, blank=True)
    round = models.PositiveSmallIntegerField("轮次")
    slot = models.PositiveSmallIntegerField("场序")
    one = models.ForeignKey(Entrant, models.PROTECT, null=True, related_name="+")
    two = models.ForeignKey(Entrant, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey("gatherings.Session", models.PROTECT, null=True, related_name="matches")
    court = models.CharField("场地或台号", max_length=60, blank=True)
    one_score = models.PositiveSmallIntegerField("前者得分", null=True)
    two_score = models.PositiveSmallIntegerField("后者得分", null=True)
    winner = models.ForeignKey(Entrant, models.PROTECT, null=True, related_name="+")
    walkover = models.BooleanField("弃权", default=False)
    bye = models.BooleanField("轮空", default=False)
    note = models.CharField("说明", max_length=200, blank=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id tournament organisation desk round slot one two session court one_score two_score winner walkover bye "
            "note".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "对阵"
        ordering: ClassVar[list[str]] = ["round", "slot"]
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["tournament", "round", "slot"], name="match_in_its_slot"),
            models.CheckConstraint(condition=Q(one=None) | Q(two=None) | ~Q(one=F("two")), name="match_of_two"),
            models.CheckConstraint(
                condition=Q(winner=None) | Q(winner=F("one")) | Q(winner=F("two")), name="winner_played"
            ),
            models.CheckConstraint(condition=~Q(status="open") | Q(winner=None), name="open_match_has_no_winner"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["session"], name="match_of_session")]

    def __str__(self) -> str:
        return f"{self.tournament}第{self.round}轮第{self.slot + 1}场"

    @property
    def told_as(self) -> str:
        return f"“{self.tournament.title}”的比赛"

    @property
    def said(self) -> str:
        """3：1, 弃权, 轮空; empty before it was played."""
        if self.bye:
            return "轮空"
        if self.status == "open":
            return ""
        return "弃权" if self.walkover else f"{self.one_score}：{self.two_score}"

    def shows(self) -> Shown:
        """What a page tells of it."""
        told = (
            ("赛事", self.tournament.title),
            ("轮次", f"第{self.round}轮第{self.slot + 1}场"),
            ("场次", str(self.session) if self.session else ""),
            ("场地或台号", self.court),
            ("比分", self.said),
            ("说明", self.note),
        )
        return [(label, value, PLAIN) for label, value in told]


class Protest(Flowing):
    """Somebody holds that a result is wrong (异议): decided by another hand than the one that entered it."""

    FLOW = PROTEST
    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "match", "match__tournament", "entrant")
    owner: ClassVar[None] = None

    match = models.ForeignKey(Match, models.PROTECT, related_name="protests")
    entrant = models.ForeignKey(Entrant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    desk = models.CharField(max_length=40, choices=Desk.choices, blank=True)
    reason = models.CharField("理由", max_length=300)
    decision = models.CharField("裁决意见", max_length=300, blank=True)
    filed_at = models.DateTimeField("提出时间", db_default=Now())

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id match entrant organisation desk reason decision filed_at".split())

    class Meta(Flowing.Meta):
        verbose_name = "异议"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["match"], condition=Q(status="filed"), name="one_protest_at_a_time"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "filed"]) | ~Q(decision=""), name="protest_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"对{self.match}的异议"

    def shows(self) -> Shown:
        """What a page tells of it."""
        told = (
            ("比赛", str(self.match)),
            ("理由", self.reason),
            ("裁决意见", self.decision),
            ("提出时间", self.filed_at),
        )
        return [(label, value, PLAIN) for label, value in told]
