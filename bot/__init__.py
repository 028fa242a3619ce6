"""The chat face: what members and merchants say to the bot, and what it answers."""
