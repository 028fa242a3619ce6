"""Tests of core.ledger."""
