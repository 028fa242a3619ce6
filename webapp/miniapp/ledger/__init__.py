"""What a member has and how it came about: home, history, and why an entry gave its points."""
