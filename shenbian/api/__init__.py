"""JSON for programs: what desk and portal show and do, by the same queries, actions and scopes."""
