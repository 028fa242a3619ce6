"""Tests of delivery: rate limits, repeated calls, and the outbox's sender."""
