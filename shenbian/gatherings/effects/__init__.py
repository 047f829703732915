"""What the moves cause."""
