"""Every register there is: those with nouns of their own, and one for each fact kind that may be imported."""

from __future__ import annotations

from shenbian.facts.kind import Kind, kinds
from shenbian.kit.env import Unable
from shenbian.sheets import facts_in
from shenbian.sheets.fact_columns import columns_of
from shenbian.sheets.own import columns, covers, members, organisations, posts, units
from shenbian.sheets.register import Register
from shenbian.standard import kinds as declared

assert declared  # importing it declares the kinds
_FACTS = 100  # facts come after everything that they name

OWN = (
    Register(
        key="units",
        title="单位登记表",
        turn=20,
        columns=columns.UNITS,
        status=columns.UNITS_STATUS,
        apply=units.apply,
        note="每个单位一行；同一单位在不同日期的情况，各填一行。单位编号以后各表都用它。",
    ),
    Register(
        key="organisations",
        title="工会组织登记表",
        turn=10,
        columns=columns.ORGANISATIONS,
        status=columns.ORGANISATIONS_STATUS,
        apply=organisations.apply,
        note="每个工会一行。工会编号以后各表都用它；上级工会可以在同一张表里。重新登记的老工会沿用原编号，不算新建。",
    ),
    Register(
        key="covers",
        title="单位建会登记表",
        turn=40,
        columns=columns.COVERS,
        apply=covers.apply,
        note="哪个工会覆盖哪个单位。联合工会覆盖的每个单位各填一行。",
    ),
    Register(
        key="members",
        title="会员登记表",
        turn=50,
        columns=columns.MEMBERS,
        status=columns.MEMBERS_STATUS,
        apply=members.apply,
        note="每段会籍一行。从别的工会转来的，入会方式填“转入”，不算发展会员。",
    ),
    Register(
        key="posts",
        title="任职登记表",
        turn=60,
        columns=columns.POSTS,
        status=columns.POSTS_STATUS,
        apply=posts.apply,
        note="每段任职一行。条线可以写几个，用顿号隔开；空着是全部条线。",
    ),
)


def registers() -> tuple[Register, ...]:
    """All of them, in the order in which a folder is read. Made afresh: code lists may have grown."""
    facts = (_of_kind(kind) for kind in kinds if kind.imported)
    return tuple(sorted((*OWN, *facts), key=lambda each: each.turn))


def register(name: str) -> Register:
    """The register of this key or title. Raises Unable, in Chinese, when there is none."""
    for each in registers():
        if name in (each.key, each.title):
            return each
    raise Unable(f"没有“{name}”这种登记表。用 shenbian template --list 看有哪些。")


def _of_kind(kind: Kind) -> Register:
    return Register(
        key=kind.key,
        title=kind.title,
        columns=columns_of(kind),
        status=kind.status,
        kind=kind,
        apply=facts_in.apply,
        turn=_FACTS + _depth(kind),
        note=f"每{kind.one}一行。" + ("".join(f"{r.otherwise}的，不计入。" for r in kind.refers)),
    )


def _depth(kind: Kind) -> int:
    """How many kinds must have come before."""
    before = {refers.kind for refers in kind.refers} | ({kind.ends} if kind.ends else set()) | set(kind.after)
    return max((1 + _depth(kinds[key]) for key in before if key != kind.key), default=0)
