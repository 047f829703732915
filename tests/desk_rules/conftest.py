"""Two heads who keep the rules, an officer who reads them."""

import pytest

from tests.desk_offices.browsers import Browsers, browsers
from tests.offices.conftest import Cast, cast

__all__ = ["Browsers", "browsers", "cast"]


@pytest.fixture
def heads(cast: Cast) -> Cast:
    cast.join("吴部长", "desk_head")
    cast.join("郑部长", "desk_head")
    return cast
