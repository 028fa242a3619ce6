"""What the bot says, and how fast: the pace, the manners of calls, the outbox's sender."""
