"""困难帮扶: apply step by step, follow it, see what is kept of my household and what I received."""
