"""What is watched while it happens: streams, viewers, counters of other platforms."""
