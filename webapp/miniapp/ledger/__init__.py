"""The member's points and their origin: home, history, and the explanation of an entry."""
