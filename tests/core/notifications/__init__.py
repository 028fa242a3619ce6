"""The outbox: notices are stored, claimed and settled."""
