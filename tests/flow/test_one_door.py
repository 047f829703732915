"""There is one door: nothing in the house assigns what only a move may change."""

import ast
from collections.abc import Iterator
from pathlib import Path

import shenbian

DOORS = {"status", "phase", "waits_for", "moved_at", "days_left"}
WAITS = ("Waiting.objects.create", "Waiting.objects.bulk")
ALLOWED = {"flow/models.py", "flow/doing.py", "flow/actions.py", "flow/entering.py"}


def assigned(tree: ast.AST) -> Iterator[str]:
    """What of a thing is assigned or settled, and what is written into the table of what waits.

    What an `__init__` gives to itself is no state of a thing: those are rows, and rows have no `__init__` of ours.
    """
    for node in _walked(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in DOORS:
            yield node.attr
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            named = (
                {each.value for each in node.args if isinstance(each, ast.Constant)} if called == "setattr" else set()
            )
            if called.endswith(".settle") or called.startswith(WAITS) or named & DOORS:
                yield called


def _walked(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of a tree but those of an `__init__`."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.FunctionDef) and node.name == "__init__"):
            yield node
            yield from _walked(node)


def test_a_state_is_assigned_only_by_the_door() -> None:
    house = Path(shenbian.__file__).parent
    found = {
        str(file.relative_to(house))
        for file in house.rglob("*.py")
        if any(assigned(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert found == ALLOWED


def test_every_way_of_assigning_is_found() -> None:
    ways = "a.status = 1\na.b.phase += 1\na.moved_at: int = 1\n(a.days_left, b) = c\nx.settle('k')\n"
    ways += "Waiting.objects.create(a=1)\nsetattr(a, 'waits_for', '')\n"
    harmless = "a.status == 1\nb = a.phase\nsql = \"e.phase = 'draft'\"\nf(status=1)\n"
    harmless += "class A:\n    def __init__(self):\n        self.status = 404\n"
    assert list(assigned(ast.parse(ways))) == [
        "status", "phase", "moved_at", "days_left", "x.settle", "Waiting.objects.create", "setattr",
    ]  # fmt: skip
    assert list(assigned(ast.parse(harmless))) == []
