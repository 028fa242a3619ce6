"""The PostgreSQL of a deployment: the one that the settings name, or one embedded from a wheel."""
