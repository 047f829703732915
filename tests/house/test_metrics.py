"""Every metric reads declared kinds by declared facets, and can be said and found in words."""

import pytest

import shenbian.programmes.contents  # noqa: F401  declares every programme, kind and metric
from shenbian.facts.kind import Has, Type, codes_of, kinds
from shenbian.metrics.describe import describe
from shenbian.metrics.figure import is_money
from shenbian.metrics.metric import Absent, AtLeast, Back, Coverage, Metric, Rank, Ratio, Test, metrics
from tests.house.reading import kinds_of, named, selections

each_metric = pytest.mark.parametrize("metric", list(metrics), ids=lambda metric: metric.key)
COLUMNS = {"organisation", "month"}  # every fact has them


@each_metric
def test_it_reads_declared_kinds(metric: Metric) -> None:
    read = set(kinds_of(metric.measure))
    assert read and [kind for kind in read if kind not in kinds] == []


@each_metric
def test_it_tests_facets_that_each_of_its_kinds_has_for_values_that_they_can_have(metric: Metric) -> None:
    for rows in selections(metric.measure):
        for kind in rows.kinds:
            for facet, test in rows.where:
                assert can_be(kind, facet, test), (kind, facet, test)


@each_metric
def test_what_it_counts_is_a_column_or_a_facet_of_a_kind_that_it_reads(metric: Metric) -> None:
    for field, name in named(metric.measure):
        read = ["unit.stated"] if field == "facet" else kinds_of(metric.measure)  # units are climbed by what they state
        assert name in COLUMNS or any(has(kind, name) for kind in read), (field, name)


@each_metric
def test_its_unit_fits_its_measure(metric: Metric) -> None:
    share = isinstance(metric.measure, Coverage | Ratio)
    assert bool(metric.unit) is not share
    assert (metric.unit == "元") is is_money(metric.measure)
    assert (metric.unit == "名") is isinstance(metric.measure, Rank)


@each_metric
def test_a_text_can_name_it(metric: Metric) -> None:
    assert metric.title and (metric.aliases or (metric.nouns and metric.about))
    words = (*metric.aliases, *metric.nouns, *metric.about, *metric.unlike)
    assert [word for word in words if not word or len(word) > 8 or any(map(str.isdigit, word))] == []
    assert set(metric.unlike).isdisjoint((*metric.aliases, *metric.nouns, *metric.about))


@each_metric
def test_its_definition_names_its_kinds(metric: Metric) -> None:
    definition = describe(metric)
    assert [kind for kind in kinds_of(metric.measure) if kinds[kind].title not in definition] == []
    assert definition.endswith("。")


@each_metric
def test_a_part_is_counted_in_the_unit_of_a_whole_that_is_declared(metric: Metric) -> None:
    if metric.part_of:
        assert metrics[metric.part_of].unit == metric.unit


def has(kind: str, name: str) -> bool:
    """Whether facts of the kind have this column or facet."""
    said = kinds[kind]
    columns = {"person": said.person, "unit": said.unit, "edition": said.edition}
    return columns.get(name, Has.NO) is not Has.NO or any(facet.key == name for facet in said.facets)


def can_be(kind: str, facet: str, test: Test) -> bool:
    if facet == "edition":
        return kinds[kind].edition is not Has.NO
    said = kinds[kind].facet(facet)
    match test:
        case Absent():
            return not said.required
        case Back():
            return said.type is Type.DAY
        case AtLeast():
            return said.type is Type.WHOLE
        case bool():
            return said.type is Type.YES
        case tuple():
            return all(can_be(kind, facet, each) for each in test)
        case _:
            return said.type is Type.TEXT and test in codes_of(said)
