"""The three tables: what can happen to a session, to a booking, to a turn."""
