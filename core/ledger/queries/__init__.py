"""Answers from the ledger; each is one statement."""
