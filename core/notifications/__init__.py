"""What we owe to say: the outbox, written in the same transaction as what happened."""

from core.notifications import locked as locked
from core.notifications.commands import (
    begin,
    claim,
    put,
    put_back,
    release_leases,
    settle,
)
from core.notifications.queries import Wake, counts, listening, next_due, recent
from core.notifications.rules import (
    CHANNEL,
    SENDS_MAX,
    Due,
    NewNotice,
    Notice,
    Outcome,
    Released,
)

__all__ = [
    "CHANNEL",
    "SENDS_MAX",
    "Due",
    "NewNotice",
    "Notice",
    "Outcome",
    "Released",
    "Wake",
    "begin",
    "claim",
    "counts",
    "listening",
    "next_due",
    "put",
    "put_back",
    "recent",
    "release_leases",
    "settle",
]
