"""Sends answers, notices and campaigns, within the limits that Telegram sets."""

from bot.delivery.pace import Priority, SendingPace
from bot.delivery.requests import session
from bot.delivery.sender import Sender

__all__ = ["Priority", "Sender", "SendingPace", "session"]
