"""Tests of reminding, expiring and extending."""
