"""Tests of what is made public and what it was worth."""
