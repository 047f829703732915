"""The cast of duty and hand-over, each at their desk."""

from tests.desk_offices.browsers import Browsers, browsers
from tests.offices.conftest import cast

__all__ = ["Browsers", "browsers", "cast"]
