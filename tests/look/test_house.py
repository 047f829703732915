"""Nothing is styled or scripted inside a page or comes from elsewhere; every icon is drawn; the wire stays light."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import shenbian
from shenbian.look.icons import ICONS, icon

HOUSE = Path(shenbian.__file__).parent
LOOK = HOUSE / "look"
STATIC = LOOK / "static" / "look"
TEMPLATES = sorted(HOUSE.glob("**/templates/**/*.html"))

INSIDE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "script inside": re.compile(r"<script(?![^>]*\bsrc=)"),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "script address": re.compile(r"javascript:"),
    "something from elsewhere": re.compile(
        r"<(?:link|script|img|iframe|source|video|audio|form)[^>]*(?:src|href|action)=\"(?:https?:)?//"
    ),
    "htmx script": re.compile(r"\shx-on"),
}
ALONE = ("phase", "empty", "stat", "tile", "qr", "progress", "person", "attached")
ALLOWED = {"path", "circle", "rect"}


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("what", INSIDE)
def test_no_page_holds(what: str) -> None:
    assert [named(path) for path in TEMPLATES if INSIDE[what].search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("what", "page"),
    [
        ("style attribute", '<p class="a" style="color: red">'),
        ("style element", "<style>"),
        ("script inside", '<script type="module">'),
        ("handler", '<a href="/" onclick="go()">'),
        ("script address", '<a href="javascript:go()">'),
        ("something from elsewhere", '<img src="https://cdn.example/a.png">'),
        ("something from elsewhere", '<link rel="x" href="//cdn.example/a.css">'),
        ("htmx script", '<a hx-on:click="go()">'),
    ],
)
def test_what_must_not_be_there_would_be_found(what: str, page: str) -> None:
    assert INSIDE[what].search(page)


def test_no_style_sheet_asks_elsewhere_or_imports() -> None:
    sheets = sorted(HOUSE.glob("**/static/**/*.css"))
    asks = re.compile(r"@import|url\(")
    assert [named(sheet) for sheet in sheets if asks.search(sheet.read_text(encoding="utf-8"))] == []


def test_every_icon_is_one_line_of_plain_shapes() -> None:
    text = (LOOK / "icons.svg").read_text(encoding="utf-8")
    groups = list(ElementTree.fromstring(text))
    assert [group.get("id") for group in groups] == list(ICONS)
    shapes = [shape for group in groups for shape in group]
    assert {shape.tag.rpartition("}")[2] for shape in shapes} == ALLOWED
    said = {key for shape in shapes for key in shape.attrib}
    assert said == {"d", "cx", "cy", "r", "x", "y", "width", "height", "rx", "stroke-width"}


def test_every_icon_that_a_page_names_is_drawn() -> None:
    pages = [path.read_text(encoding="utf-8") for path in TEMPLATES]
    asked = re.compile(r"""(?:\{% icon |icon=)["'](\w+)["']""")
    assert {name for page in pages for name in asked.findall(page)} - set(ICONS) == set()


def test_an_icon_is_hidden_from_readers_unless_it_speaks() -> None:
    assert icon("check").startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">')
    assert icon("bell", title="消<息", size="large").startswith(
        '<svg class="icon large" viewBox="0 0 24 24" role="img" aria-label="消&lt;息">'
    )
    with pytest.raises(KeyError):
        icon("unicorn")


def test_components_are_drawn_in_one_place() -> None:
    by_hand = re.compile(rf'class="(?:{"|".join(ALONE)})(?:[ "{{])')
    pages = [path for path in TEMPLATES if LOOK not in path.parents]
    assert [named(path) for path in pages if by_hand.search(path.read_text(encoding="utf-8"))] == []


def test_no_class_is_styled_in_two_sheets_of_the_look() -> None:
    """A component has one sheet; a surface may place it (`.portal .card`) and print may hide it."""
    first = re.compile(r"(?:^|[},])\s*\.([\w-]+)(?=\s*[{,])", re.MULTILINE)
    sheets = {path.name: set(first.findall(path.read_text(encoding="utf-8"))) for path in STATIC.glob("*.css")}
    del sheets["print.css"], sheets["tokens.css"]
    twice = {name for one in sheets for other in sheets if one < other for name in sheets[one] & sheets[other]}
    assert twice == set()


def test_style_sheets_are_light_on_the_wire() -> None:
    """In bytes, compressed: of the portal's sixty thousand for all a page is made of, its look takes a sixth."""

    def weight(*names: str) -> int:
        return sum(len(gzip.compress((STATIC / f"{name}.css").read_bytes())) for name in names)

    shared = ("tokens", "page", "components", "form", "print")
    assert weight(*shared, "portal") < 10_000
    assert weight(*shared, "table", "chart", "desk") < 12_500
