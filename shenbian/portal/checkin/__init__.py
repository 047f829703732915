"""Checking in at the door with one's own phone."""
