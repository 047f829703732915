"""What `verify` asks of flows: is what waits told rightly, and is every thing in a state that its table knows?"""

from collections.abc import Iterator

from django.db.models import Q

from shenbian.facts.checks import Fault, checks
from shenbian.flow.models import Flowing, Waiting
from shenbian.flow.queries import flowing_models
from shenbian.flow.table import Phase


def drift() -> Iterator[Fault]:
    """Where a stored state, or the table of what waits, differs from what the things themselves say."""
    for model in flowing_models():
        yield from _unknown_states(model)
        yield from _wrongly_told(model)


def _wrongly_told(model: type[Flowing]) -> Iterator[Fault]:
    name = model._meta.label_lower
    things = model._default_manager.filter(phase=Phase.WAITING).select_related(*model.RELATED)
    should = {thing.pk: _says(Waiting.of(thing)) for thing in things.iterator(chunk_size=2000)}
    told = {row.subject_id: _says(row) for row in Waiting.objects.filter(subject_type=name)}
    for pk in sorted(should.keys() | told.keys()):
        if pk not in told:
            yield Fault(name, pk, "在等待办理，待办表里却没有。")
        elif pk not in should:
            yield Fault(name, pk, "不在等待办理，待办表里却有。")
        elif told[pk] != should[pk]:
            yield Fault(name, pk, "在待办表里的内容与实际不符。")


def _unknown_states(model: type[Flowing]) -> Iterator[Fault]:
    known = Q(pk__in=())
    for flow in model.flows():
        for state in flow.states:
            known |= Q(status=state.key, phase=state.phase.value, waits_for=flow.waits_for(state.key) or "")
    for pk in model._default_manager.exclude(known).order_by("pk").values_list("pk", flat=True):
        yield Fault(model._meta.label_lower, pk, "的状态在流程表中不存在，或与流程表不符。")


def _says(row: Waiting) -> tuple[object, ...]:
    return tuple(getattr(row, f"{name}_id" if name == "organisation" else name) for name in Waiting.SAYS)


checks.add("waiting", drift)
