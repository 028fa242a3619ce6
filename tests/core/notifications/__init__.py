"""The outbox: what is owed, claimed, settled."""
