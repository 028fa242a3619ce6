"""Who issues: admission, budgets, rates, staff."""
