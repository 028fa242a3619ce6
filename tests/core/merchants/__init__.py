"""Merchants: admission, budgets, rates, staff."""
