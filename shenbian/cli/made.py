"""The pages under docs/made: derived from the house's own declarations, never edited by hand.

A page is a file name and a function that gives its text. Append to MADE; whole folders of pages to FOLDERS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from django.apps import apps
from django.db import models

import shenbian
from shenbian.accounts.matrix import addresses, open_to
from shenbian.flow.drawing import pages as flow_pages
from shenbian.kit.privacy import fields, sensitivity
from shenbian.metrics.describe import describe
from shenbian.metrics.metric import metrics
from shenbian.rights.catalogue import APPOINTABLE, EVERYONES_RIGHTS, ROLES, Desk, Right, Role

FOLDER = Path(shenbian.__file__).resolve().parent.parent / "docs" / "made"


def house_models() -> list[type[models.Model]]:
    """Every table of the house, by its app and name."""
    own = (model for model in apps.get_models() if model.__module__.startswith("shenbian."))
    return sorted(own, key=lambda model: model._meta.label)


def privacy() -> str:
    """Every field of every table, with its sensitivity."""
    parts = ["# 字段敏感性\n\n每张表的每个字段：一般、个人信息（职责之外遮盖显示）、密封（加密保存，查阅留痕）。"]
    for model in house_models():
        rows = [(f"`{name}`", _title(model, name), sensitivity(model, name).label) for name in fields(model)]
        parts.append(f"## {model._meta.label}\n\n{_table(('字段', '说明', '敏感性'), rows)}")
    return _page(parts)


def _title(model: type[models.Model], name: str) -> str:
    """The field's Chinese name, where people ever see it."""
    field = model._meta.get_field(name)
    title = str(getattr(field, "verbose_name", ""))
    return "" if title.isascii() else title


def rights() -> str:
    """Roles in their own words, and which right each gives."""
    told = [(role.title, f"`{role.key}`", role.sentence, _apart(role)) for role in ROLES.values()]
    titles = [role.title for role in ROLES.values()]
    held = [role.title for role in APPOINTABLE]
    matrix = [
        (f"{right.label}（`{right.value}`）", *("●" if right in role.rights else "" for role in ROLES.values()))
        for right in Right
    ]
    everyones = "、".join(right.label for right in Right if right in EVERYONES_RIGHTS)
    return _page(
        [
            "# 角色和权限",
            "权限有三个坐标：做什么（权限）、在哪里（任职的工会及其下级）、"
            "管哪条线（工作条线；任职不写条线的，各条线都管）。",
            f"## 角色\n\n{_table(('角色', '键', '可以做什么', '不能兼任'), told)}",
            "会员办自己的事和服务器操作员的命令不需要任职；" + f"人人都可以：{everyones}。",
            f"## 权限一览\n\n{_table(('权限', *titles), matrix)}",
            "## 工作条线\n\n" + "、".join(f"{desk.label}（`{desk.value}`）" for desk in Desk) + "。",
            "## 页面一览\n\n没有登录的人被引到登录页；登录了而不该看的人，页面不存在（404）。"
            "看得到页面，也只看得到自己辖区、自己条线的内容。"
            f"\n\n{_table(('地址', '对谁开放', '访客', '会员', *held), _pages())}",
        ]
    )


def _pages() -> Iterator[tuple[str, ...]]:
    for each in addresses():
        if each.access is not None:
            marks = ("●" if lets_in else "" for lets_in in open_to(each.access).values())
            yield (f"`{each.route}`", each.access.title, *marks)


def _apart(role: Role) -> str:
    others = [each.title for each in ROLES.values() if each.key in role.apart_from or role.key in each.apart_from]
    return "、".join(others)


def figures() -> str:
    """Every metric with its unit and what it counts."""
    rows = [(each.title, f"`{each.key}`", each.unit, describe(each, codes=True)) for each in metrics]
    return _page(["# 指标口径", _table(("指标", "键", "单位", "口径"), rows)])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


MADE: list[tuple[str, Callable[[], str]]] = [
    ("privacy.md", privacy),
    ("rights.md", rights),
    ("metrics.md", figures),
]
FOLDERS: list[Callable[[], dict[str, str]]] = [flow_pages]


def pages() -> dict[str, str]:
    """All pages, by file name under docs/made."""
    made = {name: text() for name, text in MADE}
    for folder in FOLDERS:
        made |= folder()
    return made


def differing(folder: Path) -> list[str]:
    """Names of pages that are missing, not as they would be made now, or no longer made at all."""
    fresh = pages()
    there = {str(path.relative_to(folder)) for path in folder.rglob("*.md")} if folder.exists() else set()
    stale = [name for name in fresh if name not in there or (folder / name).read_text(encoding="utf-8") != fresh[name]]
    return sorted({*stale, *(there - set(fresh))})


def write(folder: Path) -> list[str]:
    """Make all pages anew, remove those no longer made; the names of what changed."""
    changed, fresh = differing(folder), pages()
    for name in changed:
        path = folder / name
        if name not in fresh:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fresh[name], encoding="utf-8")
    return changed
