"""Reasons to say no. Named for the good condition; each answers None or the reason, in Chinese."""
