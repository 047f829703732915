"""Shenbian (身边): the union at your side."""

__version__ = "0.1.0"
