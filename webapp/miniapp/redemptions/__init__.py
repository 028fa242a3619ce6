"""Buying with points: the quote, the redemption, the vouchers."""
