"""Attempts to break a promise of the database: their class, and the SQL that they share."""

from __future__ import annotations

import json
from dataclasses import dataclass

FANG, MING = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"
DRAFT = "00000000-0000-0000-0000-0000000000e2"
NEW = "00000000-0000-0000-0000-0000000000ff"
NOON = "2025-01-10T04:00:00Z"

APPEND_ONLY = [
    "answer",
    "act",
    "consent",
    "top_up",
    "rate",
    "entry",
    "movement",
    "repayment",
    "purchase",
    "refund",
    "reminder",
    "extension",
]
"""Tables whose rows are neither changed nor deleted."""


@dataclass(frozen=True)
class Attempt:
    """SQL that breaks one promise; `guard` is the constraint or trigger of the schema."""

    guard: str
    sql: str
    promise: str


def attempt(guard: str, sql: str, *, promise: str = "") -> Attempt:
    return Attempt(guard, sql, promise or guard)


def another(table: str, **other: object) -> str:
    """Copy the first row, except for these columns."""
    facts = json.dumps({"id": 99, **other})
    return (
        f"INSERT INTO {table} SELECT (jsonb_populate_record(first, '{facts}')).*"
        f" FROM {table} first LIMIT 1"
    )


def a_wallet(number: int, kind: str, member: str) -> str:
    return f"INSERT INTO wallet (id, kind, member_id) VALUES ({number}, '{kind}', {member})"


def moved(entry: int, lot: int, source: int, target: int) -> str:
    """Write a movement of five points between two wallets without changing holdings."""
    return (
        "INSERT INTO movement (id, entry_id, lot_id, wallet_id, points) VALUES"
        f" (98, {entry}, {lot}, {source}, -5), (99, {entry}, {lot}, {target}, 5)"
    )


def shared(points: int, share: int) -> str:
    """Move all points of Fang's personal wallet into a share in one statement."""
    return f"""
        WITH act AS (INSERT INTO entry (id, kind, member_id, points, at)
                     VALUES (97, 'contribute', '{FANG}', {points}, '{NOON}')),
             less AS (DELETE FROM holding WHERE wallet_id = 17),
             more AS (INSERT INTO holding (id, lot_id, wallet_id, points, expires_on)
                      VALUES (97, 1, {share}, {points}, '2026-01-09'))
        INSERT INTO movement (id, entry_id, lot_id, wallet_id, points)
        VALUES (96, 97, 1, 17, -{points}), (97, 97, 1, {share}, {points})
    """
