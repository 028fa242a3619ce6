"""The chat face: answers what members and merchants send to the bot, and sends them notices."""
