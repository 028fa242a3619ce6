"""Conversations with the bot, over the playground's Bot API."""
