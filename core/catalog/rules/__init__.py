"""Pure functions and frozen values of the catalogue, by what they are about."""
