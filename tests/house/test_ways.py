"""The way that a thing shows its owner leads somewhere: to its good end, not into what only befalls some."""

import pytest

from shenbian.editions.queries import main_path
from shenbian.flow.queries import flowing_models
from shenbian.flow.table import Flow, Phase

FLOWS = [
    flow for model in flowing_models() for flow in model.flows() if flow.start.phase in (Phase.DRAFT, Phase.WAITING)
]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_the_first_rows_of_a_table_lead_to_its_good_end(flow: Flow) -> None:
    path = main_path(flow, flow.start.key)
    assert [flow.state(stage.state).phase for stage in path][-1:] == [Phase.DONE]
