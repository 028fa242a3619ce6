"""Pure functions and frozen values of the catalogue: events, rewards and texts."""
