"""Members: registering, names, numbers, codes, consent."""
