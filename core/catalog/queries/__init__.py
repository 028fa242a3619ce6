"""What is on offer, by what it is about."""
