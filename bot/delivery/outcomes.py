"""Decides from the error of a call what becomes of the notice that it carried."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.delivery.requests import never_left
from core import notifications

ATTEMPTS_MAX = 40
"""With the delays below: about three hours of server errors, then the notice has failed."""

DELAY_SECONDS_MAX = 300.0
UNCONNECTED_SECONDS = 10.0
UNKNOWN_WAITS = timedelta(seconds=5)
MISCONFIGURED_SECONDS = 60.0
GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")
"""Bad requests by which Telegram says that the bot cannot reach this person any more."""


@dataclass(frozen=True)
class Outcome:
    """What to record of a notice; see `notifications.settle`."""

    name: notifications.Outcome
    message_id: int | None = None
    failure: str = ""
    retry_in: timedelta = timedelta(0)
    counts: bool = True


def outcome_of(error: Exception, *, attempts: int) -> Outcome:
    """The outcome of a call that ended with this error, after so many failed attempts."""
    failure = str(error) or repr(error)
    match error:
        case TelegramRetryAfter():
            outcome = _again(failure, error.retry_after, counts=False)
        case TelegramUnauthorizedError() | TelegramNotFound() | TelegramConflictError():
            # The token or the address is wrong: the notice is not at fault, so it does not count.
            outcome = _again(failure, MISCONFIGURED_SECONDS, counts=False)
        case TelegramServerError():
            outcome = _server_error(failure, attempts)
        case TelegramNetworkError() if never_left(error):
            outcome = _again(failure, UNCONNECTED_SECONDS, counts=False)
        case TelegramEntityTooLarge():  # to aiogram a network error
            outcome = Outcome("failed", failure=failure)
        case TelegramAPIError() if _is_gone(error):
            outcome = Outcome("unreachable", failure=failure)
        case TelegramAPIError() if not isinstance(error, TelegramNetworkError):
            outcome = Outcome("failed", failure=failure)
        case _:  # a lost connection, an answer that cannot be read: it may have arrived
            outcome = Outcome("unknown", failure=failure, retry_in=UNKNOWN_WAITS)
    return outcome


def _is_gone(error: TelegramAPIError) -> bool:
    """Whether the bot cannot reach this person any more."""
    if isinstance(error, TelegramForbiddenError):
        return True
    description = error.message.lower()
    return isinstance(error, TelegramBadRequest) and any(phrase in description for phrase in GONE)


def _server_error(failure: str, attempts: int) -> Outcome:
    if attempts + 1 >= ATTEMPTS_MAX:
        return Outcome("failed", failure=failure)
    return _again(failure, min(2.0**attempts, DELAY_SECONDS_MAX))


def _again(failure: str, seconds: float, *, counts: bool = True) -> Outcome:
    """Due again after at least so many seconds, with jitter so that not all are due at once."""
    delay = timedelta(seconds=seconds * random.uniform(1.0, 1.1))  # noqa: S311 - no secret
    return Outcome("again", failure=failure, retry_in=delay, counts=counts)
