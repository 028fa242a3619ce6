"""The programme itself: PostgreSQL and arithmetic, one capability a folder, in the order of the line."""
