"""What waits to be made public or to be paid, public notices, and what was said against them."""
