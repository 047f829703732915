"""The registers of the house's own nouns: union bodies, units, members, people in groups, posts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from shenbian.desk.registers.register import Column, Filter, Option, Register, Scope, Shows, choices, column, days
from shenbian.desk.scopes import READ, units_of
from shenbian.kit.searching import folded, named
from shenbian.orgs.models import Cover, Organisation, Unit
from shenbian.people.models import GroupSpell, Membership
from shenbian.people.queries import found_by
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import APPOINTABLE, Desk
from shenbian.rights.models import Post
from shenbian.rights.rules import covered

BODIES, PEOPLE = "组织与单位", "会员与人员"


def placed(model: type[models.Model], place: str) -> Scope:
    """The rows of a model that lie in the actor's subtrees."""

    def scope(actor: Actor) -> QuerySet[Any]:
        return model._default_manager.filter(covered(actor, READ, place=place, desk="", owner=""))

    return scope


def _bodies(typed: str) -> Q:
    return named(typed) | Q(number__startswith=folded(typed).upper())


def _units(typed: str) -> Q:
    text = folded(typed).upper()
    return named(typed) | Q(number__startswith=text) | Q(uscc__startswith=text)


def _held(typed: str) -> Q:
    return found_by(typed, at="person__")


def _spells(actor: Actor) -> QuerySet[Any]:
    """The groups of those who are or were members in one's subtrees."""
    here = covered(actor, READ, place="organisation__path", desk="", owner="")
    return GroupSpell.objects.filter(Exists(Membership.objects.filter(here, person=OuterRef("person"))))


def _still(title: str, over: str) -> Filter:
    return Filter(
        key="standing",
        title="状态",
        options=(
            Option(key="yes", title=title, keeps=Q(until_on=None)),
            Option(key="no", title=over, keeps=Q(until_on__isnull=False)),
        ),
    )


def _person(*, sort: str = "person__sound") -> tuple[Column, ...]:
    return (
        Column(
            key="name",
            path="person__name",
            title="姓名",
            shows=Shows.NAME,
            sort=sort,
            link="desk:person",
            link_by="person__key",
        ),
        Column(key="number", path="person__document_sealed", title="证件号码", shows=Shows.NUMBER),
    )


_BY_PERSON = "姓名、拼音、证件号或手机号（可只写后四位）"

NOUNS = (
    Register(
        key="organisations",
        title="工会组织",
        one="家",
        group=BODIES,
        sheet="organisations",
        scope=placed(Organisation, "path"),
        search=_bodies,
        asks="名称、拼音首字母或编号",
        place="path",
        order="path",
        columns=(
            column(Organisation, "name", sort="name", link="desk:organisation", link_by="pk"),
            column(Organisation, "number", sort="number"),
            column(Organisation, "level"),
            column(Organisation, "parent__name", title="上级工会"),
            column(Organisation, "founded_on", sort="founded_on"),
            column(Organisation, "term_until", sort="term_until"),
            column(Organisation, "dissolved_on"),
        ),
        filters=(
            choices(Organisation, "level"),
            Filter(
                key="standing",
                title="状态",
                options=(
                    Option(key="yes", title="正常", keeps=Q(dissolved_on=None)),
                    Option(key="no", title="已撤销", keeps=Q(dissolved_on__isnull=False)),
                ),
            ),
            days(Organisation, "founded_on"),
            days(Organisation, "term_until"),
        ),
    ),
    Register(
        key="units",
        title="单位",
        one="家",
        group=BODIES,
        sheet="units",
        scope=units_of,
        search=_units,
        asks="名称、拼音首字母、编号或信用代码",
        order="number",
        columns=(
            column(Unit, "name", sort="name", link="desk:unit", link_by="pk"),
            column(Unit, "number", sort="number"),
            column(Unit, "uscc"),
            column(Unit, "kind"),
            column(Unit, "closed_on"),
        ),
        filters=(
            choices(Unit, "kind"),
            Filter(
                key="covered",
                title="建会",
                options=(
                    Option(
                        key="yes",
                        title="已建会",
                        keeps=Q(Exists(Cover.objects.filter(unit=OuterRef("pk"), until_on=None))),
                    ),
                    Option(
                        key="no",
                        title="未建会",
                        keeps=~Q(Exists(Cover.objects.filter(unit=OuterRef("pk"), until_on=None))),
                    ),
                ),
            ),
            days(Unit, "closed_on"),
        ),
    ),
    Register(
        key="covers",
        title="单位建会",
        one="条",
        group=BODIES,
        sheet="covers",
        scope=placed(Cover, "organisation__path"),
        search=lambda typed: named(typed, at="unit__") | named(typed, at="organisation__"),
        asks="单位或工会的名称",
        place="organisation__path",
        columns=(
            column(Cover, "unit__name", link="desk:unit", link_by="unit_id"),
            column(Cover, "organisation__name", title="工会", link="desk:organisation", link_by="organisation_id"),
            column(Cover, "from_on", title="建会日期"),
            column(Cover, "until_on", title="结束日期"),
        ),
        filters=(_still("覆盖中", "已结束"),),
    ),
    Register(
        key="members",
        title="会员",
        one="人",
        group=PEOPLE,
        sheet="members",
        scope=placed(Membership, "organisation__path"),
        search=_held,
        asks=_BY_PERSON,
        place="organisation__path",
        columns=(
            *_person(),
            column(
                Membership, "organisation__name", title="所属工会", link="desk:organisation", link_by="organisation_id"
            ),
            column(Membership, "unit__name", title="工作单位"),
            column(Membership, "from_on", sort="from_on"),
            column(Membership, "began"),
            column(Membership, "until_on"),
            column(Membership, "ended"),
        ),
        filters=(
            _still("在册", "已离会"),
            choices(Membership, "began"),
            choices(Membership, "ended"),
            days(Membership, "from_on"),
            days(Membership, "until_on"),
        ),
    ),
    Register(
        key="groups",
        title="重点群体",
        one="人",
        group=PEOPLE,
        scope=_spells,
        search=_held,
        asks=_BY_PERSON,
        columns=(
            *_person(),
            column(GroupSpell, "group"),
            column(GroupSpell, "from_on", title="起"),
            column(GroupSpell, "until_on", title="止"),
        ),
        filters=(choices(GroupSpell, "group"), _still("现在属于", "曾经属于")),
    ),
    Register(
        key="posts",
        title="任职",
        one="条",
        group=PEOPLE,
        sheet="posts",
        scope=placed(Post, "organisation__path"),
        search=lambda typed: _held(typed) | named(typed, at="organisation__"),
        asks="姓名、拼音或工会名称",
        place="organisation__path",
        columns=(
            _person()[0],
            column(Post, "organisation__name", title="工会", link="desk:organisation", link_by="organisation_id"),
            column(Post, "role_key", shows=Shows.CODE, codes={role.key: role.title for role in APPOINTABLE}),
            column(Post, "desks", shows=Shows.CODES, codes=dict(Desk.choices)),
            column(Post, "title"),
            column(Post, "from_on"),
            column(Post, "until_on"),
        ),
        filters=(
            _still("在任", "已免去"),
            Filter(
                key="role",
                title="角色",
                options=tuple(Option(key=r.key, title=r.title, keeps=Q(role_key=r.key)) for r in APPOINTABLE),
            ),
            days(Post, "from_on"),
        ),
    ),
)
