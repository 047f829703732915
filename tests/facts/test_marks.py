"""Whether the ledger has changed, and which years it tells of."""

from datetime import date

from shenbian.facts.actions import strike
from shenbian.facts.marks import mark, years
from tests.record.conftest import District, district

__all__ = ["district"]


def test_the_mark_changes_with_every_writing(district: District) -> None:
    marks = [mark()]
    (fact,) = district.write("session.held", programme="dialogues")
    marks.append(mark())
    strike([fact], by="test", reason="重复")
    marks.append(mark())
    assert len(set(marks)) == 3
    assert mark() == marks[-1]


def test_only_years_in_which_something_happened_are_told(district: District) -> None:
    assert years() == []
    for day in (date(2022, 5, 4), date(2020, 12, 31), date(1999, 1, 1)):
        district.write("session.held", day=day, programme="dialogues")
    assert years() == [2022, 2020]
    assert years(back=30) == [2022, 2020, 1999]
