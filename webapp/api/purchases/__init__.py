"""Purchases and refunds, as a merchant's till posts them: one call a file."""
