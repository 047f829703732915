"""A line of work: only for whom it concerns, with what waits there, its programmes and its year."""

from shenbian.desk.menu import lines_of
from shenbian.rights.catalogue import Desk as Line
from shenbian.standard.programme import catalogue
from tests.desk.conftest import Desk
from tests.desk.test_lives import ledger
from tests.flow.conftest import officer


def test_a_line_of_work_shows_only_to_whom_it_concerns(desk: Desk) -> None:
    cast = desk.cast
    seen = [desk.of(who).get("/desk/lines/culture/").status_code for who in (cast.dan, cast.lin, cast.bo)]
    assert seen == [200, 404, 200]
    assert (lines_of(cast.lin), lines_of(cast.bo)) == ((Line.RIGHTS,), tuple(Line))
    assert lines_of(officer("system_administrator", cast.district)) == ()
    assert desk.of(cast.bo).get("/desk/lines/nowhere/").status_code == 404


def test_it_tells_what_waits_there_its_programmes_and_their_figures(desk: Desk) -> None:
    desk.waiting(2)
    ledger(desk).write("session.held", 3, programme="theme_campaign", umbrella="theme", at=desk.cast.plant)
    client = desk.of(desk.cast.bo)
    page = client.get("/desk/lines/culture/")
    told = page.context
    assert told["total"] == 2
    assert page.text.count("按环节办理") == len([each for each in told["programmes"] if each.has_moves]) > 0
    assert told["programmes"] == [each for each in catalogue if each.desk == Line.CULTURE]
    figures = client.get("/desk/lines/culture/figures/?year=2022").context["counted"]
    assert [(each.key, [stat.number for stat in stats]) for each, stats in figures] == [("theme_campaign", ["3"])]
    assert client.get("/desk/lines/rights/").context["total"] == 0
