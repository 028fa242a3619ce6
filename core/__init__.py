"""The programme itself: PostgreSQL and arithmetic, a capability a folder, in order of the line."""
