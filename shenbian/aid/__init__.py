"""Households in hardship: their file, how it comes to be, what it says of their means, and when it ends (困难帮扶)."""
