"""Mixers at the desk: three counts, and nobody."""
