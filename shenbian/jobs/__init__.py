"""Long and timed work: what runs by itself, when, and how far it is."""
