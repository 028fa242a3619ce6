"""Commands of the catalogue: events and rewards."""
