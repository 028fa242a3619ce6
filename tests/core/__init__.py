"""The programme's promises, each capability against a PostgreSQL of its own."""
