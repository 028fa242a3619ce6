"""Redemptions: quotes, payment, stock, vouchers."""
