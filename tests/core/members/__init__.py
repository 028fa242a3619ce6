"""Who takes part: registering, names, numbers, codes, consent."""
