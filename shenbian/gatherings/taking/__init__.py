"""The registers of sessions, turns and services used come in by moves: their rows become things of this kernel."""

from shenbian.gatherings.taking.services import Services
from shenbian.gatherings.taking.sessions import Sessions
from shenbian.gatherings.taking.turns import Turns
from shenbian.standard.taking import takers

takers.add(Sessions(), Services(), Turns())
