"""The members' mini-app in Telegram: its pages, their scripts, and the JSON that these call."""
