"""The errors of Bot API calls, in Telegram's own words."""

from __future__ import annotations


class ApiError(Exception):
    """A refusal with Telegram's HTTP code and description."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class ControlError(Exception):
    """A control call that asks for something the playground cannot do, with the reason."""

    def __init__(self, reason: str, *, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status


def bad_request(reason: str) -> ApiError:
    """400, as nearly all of Telegram's refusals are."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403: the chat exists, the bot may not write to it."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """409: another poller already fetches the updates."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with the pause that Telegram asks for."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=max(1, seconds))
