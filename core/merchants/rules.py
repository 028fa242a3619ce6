"""Arithmetic of rates and budgets, and secrets that are kept as hashes only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

KEY_PREFIX = "jf_"
RATE_MAX = Decimal(1000)
RATE_DECIMALS = 4
MARKETING = "marketing"
"""The one source of a budget (RL-3)."""


@dataclass(frozen=True)
class Rate:
    """Points per yuan; `holds_from` None means from the beginning."""

    points_per_yuan: Decimal
    holds_from: datetime | None


@dataclass(frozen=True)
class BudgetState:
    """A marketing budget in fen; headroom is what may still be issued."""

    topped_up_fen: int
    reserved_fen: int
    spent_fen: int
    headroom_fen: int


def budget_state(*, topped_up_fen: int, reserved_fen: int, spent_fen: int) -> BudgetState:
    """The budget with its headroom."""
    return BudgetState(
        topped_up_fen, reserved_fen, spent_fen, topped_up_fen - reserved_fen - spent_fen
    )


def new_api_key() -> str:
    """256 random bits; shown once, kept as a hash."""
    return KEY_PREFIX + secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What is kept of a key or a link; they are random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_rate(points_per_yuan: Decimal) -> bool:
    """Whether a rate can be kept exactly."""
    return (
        points_per_yuan.is_finite()
        and 0 <= points_per_yuan <= RATE_MAX
        and points_per_yuan == round(points_per_yuan, RATE_DECIMALS)
    )
