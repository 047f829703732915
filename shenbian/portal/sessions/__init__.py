"""Sessions on a phone: what is open to me, one of them, my place in it."""
