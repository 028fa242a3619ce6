"""What the bot says, at the pace that Telegram bears: answers, notices, campaigns."""

from bot.delivery.manners import session
from bot.delivery.pace import Pace, Priority
from bot.delivery.sender import Sender

__all__ = ["Pace", "Priority", "Sender", "session"]
