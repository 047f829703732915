"""What is on public notice, and what I get."""
