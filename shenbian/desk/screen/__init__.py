"""The screen at the door of a session: a code that changes, and how many have come."""
