"""Tests of the bottom floor draw many examples; none of them is timed, because machines differ."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
