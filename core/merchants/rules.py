"""Arithmetic of rates and budgets, and secrets that are kept as hashes only."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from core.merchants.answers import BudgetState

KEY_PREFIX = "jf_"
RATE_MAX = Decimal(1000)
RATE_DECIMALS = 4
NAME_MAX = 128
MARKETING = "marketing"
"""The one source of a budget (RL-3)."""

STAFF_ROLES = ("cashier", "manager", "owner")
"""Roles for a merchant; each has the rights of those before it."""

OPERATOR = "operator"
INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Rate:
    """Points per yuan; `holds_from` None means from the beginning."""

    points_per_yuan: Decimal
    holds_from: datetime | None


@dataclass(frozen=True)
class BudgetChange:
    """The change of one budget by a batch, in fen; negative where it gives back."""

    reserve_fen: int = 0
    spend_fen: int = 0


def budget_state(*, topped_up_fen: int, reserved_fen: int, spent_fen: int) -> BudgetState:
    """The budget with its headroom."""
    return BudgetState(
        topped_up_fen, reserved_fen, spent_fen, topped_up_fen - reserved_fen - spent_fen
    )


def api_key_of(token: str) -> str:
    """An API key; the token should have 256 random bits. Shown once, kept as a hash."""
    return KEY_PREFIX + token


def secret_hash(secret: str) -> str:
    """The stored hash of an API key or a link; they are random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_name(name: str) -> bool:
    """Whether a name can be kept and shown as it is given."""
    return len(name) <= NAME_MAX and not any(
        unicodedata.category(character) == "Cc" for character in name
    )


def is_rate(points_per_yuan: Decimal) -> bool:
    """Whether a rate can be kept exactly."""
    return (
        points_per_yuan.is_finite()
        and 0 <= points_per_yuan <= RATE_MAX
        and points_per_yuan == round(points_per_yuan, RATE_DECIMALS)
    )


def rate_at(rates: Sequence[Rate], moment: datetime) -> Rate:
    """The version in force at a moment, of versions in the order in which they hold."""
    return [rate for rate in rates if rate.holds_from is None or rate.holds_from <= moment][-1]


def falls(rates: Iterable[Rate], added: Rate) -> list[datetime]:
    """When members would earn less because of an added version: as it begins, as it ends."""
    beginning = datetime.min.replace(tzinfo=UTC)
    timeline = sorted([*rates, added], key=lambda rate: rate.holds_from or beginning)
    return [
        after.holds_from
        for before, after in pairwise(timeline)
        if added in (before, after)
        and after.holds_from
        and after.points_per_yuan < before.points_per_yuan
    ]


def is_role(role: str, merchant_id: UUID | None) -> bool:
    """Operators act for the programme, everybody else for a merchant."""
    return role == OPERATOR if merchant_id is None else role in STAFF_ROLES


def higher_role(first: str, second: str) -> str:
    """The role with more rights, of two roles for one merchant."""
    return max(first, second, key=(*STAFF_ROLES, OPERATOR).index)
