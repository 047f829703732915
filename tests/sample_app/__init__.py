"""A tiny programme of tickets for events, in tests only: enough of a thing with a flow to try every door."""
