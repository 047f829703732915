"""What the page on testing says of the traps and of demo people is so."""

from shenbian.demo import identities
from shenbian.demo.world import World
from shenbian.kit import identity, uscc
from tests.demo.table import PAGE, drawn
from tests.demo.traps import TRAPS


def test_the_page_shows_the_traps_as_they_are_declared() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == drawn(page)


def test_each_trap_has_a_rule_and_a_wrong_figure_of_its_own() -> None:
    said = [(trap.ref, trap.holds) for trap in TRAPS]
    assert len(said) == len(set(said))
    assert [trap.holds for trap in TRAPS if trap.wrong == trap.right or not trap.size] == []


def test_numbers_of_demo_people_pass_the_checks_and_belong_to_nobody() -> None:
    world = World()
    people = [*world.people[:2000], *world.people[-2000:]]
    assert {identity.number(person.number)[:6] for person in people} == {identities.REGION} == {"119913"}
    assert {person.phone[:3] for person in people} == {identities.MOBILE} == {"154"}
    assert {uscc.number(body.uscc)[2:8] for body in world.bodies} == {"119913"}
    page = PAGE.read_text(encoding="utf-8")
    assert "## Demo people" in page and "119913" in page and "154" in page
