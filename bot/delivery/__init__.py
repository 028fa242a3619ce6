"""What the bot says, at the pace that Telegram bears: answers, notices, campaigns."""

from bot.delivery.pace import Priority, SendingPace
from bot.delivery.requests import session
from bot.delivery.sender import Sender

__all__ = ["Priority", "Sender", "SendingPace", "session"]
