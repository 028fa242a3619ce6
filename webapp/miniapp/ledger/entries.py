"""Entries of the ledger as home and history show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from core import redemptions
from core.ledger import Line
from core.redemptions import Redeemed
from webapp.edge.http_problem import HttpProblem

ENTRY_ID_MAX = 2**63 - 1  # PostgreSQL's bigint
DIGITS_MAX = 20  # more of them are no bigint, and would only cost time


async def redeemed_by(lines: Iterable[Line]) -> Mapping[UUID, Redeemed]:
    """The redemptions that these entries paid for, by id."""
    ids = {line.redemption_id for line in lines if line.redemption_id}
    return await redemptions.redeemed(ids) if ids else {}


def entry_id(text: str) -> int:
    """An entry's id in an address; raises HttpProblem 404 for what could never be one."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:DIGITS_MAX]) <= ENTRY_ID_MAX):
        raise HttpProblem(404)
    return int(text)
