"""The traps of the demo year, by line of work.

The tests take each rule away and see the named figure change; `docs/testing.md` shows this table.
"""

from tests.demo.traps import culture, learning, money, organising, rights, service

TRAPS = (*learning.TRAPS, *culture.TRAPS, *service.TRAPS, *organising.TRAPS, *money.TRAPS, *rights.TRAPS)
