"""The district at a glance (一屏): a handful of the year's figures, each under the sentence that it makes true.

What stands here is chosen as a record is written: by people, in words. A figure that counts nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shenbian.kit.period import Period, today
from shenbian.metrics.bodies import Portion, by_body
from shenbian.metrics.metric import Metric, metrics
from shenbian.orgs.levels import Level
from shenbian.orgs.models import Organisation
from shenbian.record.charts import most_of
from shenbian.record.opened import amount
from shenbian.record.told import Told
from shenbian.rulebook.queries import NoRule, look_up

# Sections of the page: its title, and the figures in it.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("组织起来", ("organising.unions", "organising.members", "organising.union_rate", "organising.member_rate")),
    (
        "技能提升",
        ("craftsman_cup.winners", "craftsmen.titled", "online_skills.enrolled", "certificate_subsidy.persons"),
    ),
    ("维权服务", ("mediation.settled", "mediation.recovered", "legal_aid.matters", "warm_stations.opened")),
    ("文化与关怀", ("public_training.turns", "volunteers.turns", "winter_warmth.put_in", "health_checks.workers")),
)
MAPPED = ("organising.unions", "organising.members", "volunteers.turns", "public_training.turns")

TILES = "town_tiles"  # the rule that says where each town lies, roughly: north above, west on the left
_WIDE, _HIGH, _GAP = 96, 64, 6  # px of a tile
_STEPS = 5  # shades


@dataclass(frozen=True, kw_only=True)
class Tile:
    name: str
    number: str
    value: int | float
    said: str
    step: int  # 0 nothing, 1 to 5: how much of the largest
    row: int
    column: int


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """Towns as tiles where they roughly lie. `title` states the finding; `others` are bodies that are no town."""

    metric: Metric
    title: str
    tiles: tuple[Tile, ...]
    others: tuple[tuple[str, str], ...]
    drawing: SafeString


def sections(told: Told) -> list[tuple[str, list[dict[str, Any]]]]:
    """The figures of the page as the draft or the frozen record tells them."""
    figures = {figure["metric"]: figure for figure in told["figures"]}
    return [
        (title, shown)
        for title, keys in SECTIONS
        if (shown := [_stat(figures[key]) for key in keys if key in figures and figures[key]["facts"]])
    ]


def _stat(figure: dict[str, Any]) -> dict[str, Any]:
    """A large number with its unit apart; large sums in 万元, and what stands in brackets below."""
    exact, _, note = figure["exact"].removesuffix("）").partition("（")
    unit = figure["unit"]
    if unit == "元" and figure["value"] >= 10_000:
        exact, note = f"{figure['value'] / 10_000:,.2f}".rstrip("0").rstrip("."), exact
        unit = "万元"
    return figure | {"rendered_value": exact.removesuffix(figure["unit"]), "rendered_unit": unit, "note": note}


def tile_map(organisation: Organisation, metric: Metric, *, path: str, period: Period, as_of: int | None) -> TileMap:
    """One figure over the towns below a body. Six statements."""
    portions = {each.body: each for each in by_body(metric, under=path, period=period, as_of=as_of, at_once=True)}
    below = list(organisation.children.order_by("number"))
    towns = [body for body in below if body.level == Level.TOWN]
    most = max((float(portions[t.pk].value or 0) for t in towns if t.pk in portions), default=0)
    tiles = tuple(
        _tile(metric, town, place, portions.get(town.pk), most)
        for town, place in zip(towns, _places([town.division for town in towns], at=organisation), strict=True)
    )
    named = {body.pk: body.name for body in [organisation, *below]}
    own = {tile.number for tile in tiles}
    numbers = {body.pk: body.number for body in [organisation, *below]}
    others = tuple(
        (named[body], amount(metric, each.value))
        for body, each in portions.items()
        if body in named and numbers[body] not in own and each.value
    )
    return TileMap(metric=metric, title=_finding(metric, tiles), tiles=tiles, others=others, drawing=_drawn(tiles))


def mapped() -> list[Metric]:
    """The figures that the map can show."""
    return [metrics[key] for key in MAPPED if key in metrics]


def _tile(metric: Metric, town: Organisation, place: tuple[int, int], portion: Portion | None, most: float) -> Tile:
    value = portion.value if portion and portion.value else 0
    step = 0 if not value or not most else max(1, round(_STEPS * float(value) / most))
    name = town.name
    for word in ("总工会", "地区", "街道", "镇"):
        name = name.removesuffix(word) if len(name.removesuffix(word)) > 1 else name
    return Tile(
        name=name.split("区")[-1] or name,
        number=town.number,
        value=value,
        said=amount(metric, value),
        step=step,
        row=place[0],
        column=place[1],
    )


def _places(divisions: list[str], *, at: Organisation) -> list[tuple[int, int]]:
    """Row and column of each, from 0, if the rule knows all of them; else one after the other, seven in a row."""
    try:
        known = {each["division"]: (each["row"], each["column"]) for each in look_up(TILES, at=at, on=today())}
    except NoRule:
        known = {}
    if len(set(divisions)) < len(divisions) or not all(each in known for each in divisions):
        return [divmod(number, 7) for number in range(len(divisions))]
    places = [known[each] for each in divisions]
    top, left = min((row for row, _ in places), default=0), min((column for _, column in places), default=0)
    return [(row - top, column - left) for row, column in places]


def _finding(metric: Metric, tiles: tuple[Tile, ...]) -> str:
    counted = [tile for tile in tiles if tile.value]
    if not counted:
        return f"{metric.title}：各镇街还没有记录"
    most = most_of(metric, [(tile.name, tile.value) for tile in tiles], "个镇街")
    none = len(tiles) - len(counted)
    rest = f"，{none}个镇街还没有记录" if none else f"，{len(tiles)}个镇街都有记录"
    return f"{metric.title}：{most}{rest}"


def _drawn(tiles: tuple[Tile, ...]) -> SafeString:
    """Tiles with their names and counts; colours by class, every number written in its tile."""
    if not tiles:
        return format_html("")
    wide = (max(tile.column for tile in tiles) + 1) * (_WIDE + _GAP) - _GAP
    high = (max(tile.row for tile in tiles) + 1) * (_HIGH + _GAP) - _GAP
    inner = format_html_join(
        "",
        '<g class="tile-{}"><rect x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="figure" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        (
            (
                tile.step,
                *(tile.column * (_WIDE + _GAP), tile.row * (_HIGH + _GAP), _WIDE, _HIGH),
                *(_middle(tile), tile.row * (_HIGH + _GAP) + 27, tile.name),
                *(_middle(tile), tile.row * (_HIGH + _GAP) + 48, tile.said),
            )
            for tile in tiles
        ),
    )
    return format_html('<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>', wide, high, inner)


def _middle(tile: Tile) -> int:
    return tile.column * (_WIDE + _GAP) + _WIDE // 2
