"""Queries of the catalogue: events and rewards."""
