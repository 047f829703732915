"""The table of contents is whole: every programme once, with a desk, facts that it writes, and metrics of its own."""

from pathlib import Path

import pytest

import shenbian.programmes
import shenbian.programmes.contents  # declares every programme, kind and metric
from shenbian.facts import kernel_kinds
from shenbian.facts.kind import kinds
from shenbian.rights.catalogue import Desk
from shenbian.sheets.registers import OWN
from shenbian.standard.programme import Programme, catalogue
from shenbian.standard.taking import takers
from tests.house.reading import kinds_of

PROGRAMMES = list(catalogue)
each_programme = pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.key)

# Kinds that registers with nouns of their own write for everybody, and those that the house itself needs.
OF_REGISTERS = {"member.retained", "union.dissolved", "list.removed"}


def test_the_sixty_one_programmes_of_a_union_year_stand_once_each() -> None:
    refs = sorted(ref for programme in PROGRAMMES for ref in programme.refs)
    assert refs == [f"P{number:02d}" for number in range(1, 62)]


def test_every_folder_of_programmes_is_in_the_table_of_contents() -> None:
    folder = Path(shenbian.programmes.__path__[0])
    folders = sorted(each.name for each in folder.iterdir() if (each / "__init__.py").exists())
    assert folders == sorted(programme.key for programme in PROGRAMMES)


def test_rows_of_a_kind_that_moves_alone_write_are_taken_by_a_kernel() -> None:
    assert [kind.key for kind in kinds if kind.by_moves and kind.key not in takers] == []
    assert [taker.kind for taker in takers if taker.kind not in kinds] == []


@each_programme
def test_a_programme_says_what_it_is(programme: Programme) -> None:
    assert programme.title and len(programme.title) <= 20
    assert programme.desk in Desk
    assert programme.kinds and len(set(programme.kinds)) == len(programme.kinds)
    assert programme.metrics


@each_programme
def test_its_metrics_bear_its_name_and_read_facts_that_it_writes(programme: Programme) -> None:
    for metric in programme.metrics:
        assert metric.key.startswith(f"{programme.key}.")
        assert set(kinds_of(metric.measure)) & set(programme.kinds), metric.key


def test_no_two_programmes_or_metrics_share_a_title() -> None:
    titles = [programme.title for programme in PROGRAMMES]
    assert len(titles) == len(set(titles))
    named = [(metric.title, metric.unit) for programme in PROGRAMMES for metric in programme.metrics]
    assert len(named) == len(set(named))


def test_every_kind_of_fact_is_written_by_a_programme_or_by_the_house() -> None:
    written = {kind for programme in PROGRAMMES for kind in programme.kinds}
    house = {kernel_kinds.VOID.key, kernel_kinds.PERSON_SAME.key, kernel_kinds.ORG_MOVED.key}
    assert {kind.key for kind in kinds} == written | house | OF_REGISTERS
    assert written & (house | OF_REGISTERS) == set()


def test_each_kind_has_one_register_by_which_it_comes_in() -> None:
    titles = [register.title for register in OWN] + [kind.title for kind in kinds if kind.imported]
    assert len(titles) == len(set(titles))
