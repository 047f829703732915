"""What is held, and how it came there."""
