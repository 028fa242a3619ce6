"""The catalogue: events and their multipliers."""
