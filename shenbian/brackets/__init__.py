"""Who plays whom: draws, matches, results, protests, ranking."""
