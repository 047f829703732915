"""困难帮扶: the worklist, a household's file with its sum, papers, helps, and the public notice."""
