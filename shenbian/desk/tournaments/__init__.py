"""Tournaments at the desk: entrants, the draw, results, protests, the ranking."""
