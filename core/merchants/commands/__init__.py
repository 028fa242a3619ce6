"""Commands on merchants: admission, budgets, rates and staff."""
