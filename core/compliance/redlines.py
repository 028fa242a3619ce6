"""The red lines, in one file for a regulator to read: pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NOTICE_DAYS = 30
"""How long before it holds a worse rule is announced (RL-11)."""

LICENCE_MAX = 64

DISCLOSURE = (
    "threshold",
    "earning",
    "validity",
    "limits",
    "how_to_redeem",
    "delivery",
    "complaints",
)
"""The parts of a disclosure, each required in every language (RL-8)."""


@dataclass(frozen=True)
class RedLine:
    """A violation of a red line, and its message."""

    number: str
    title_code: str


RED_LINES = tuple(RedLine(f"RL-{n}", f"compliance-red-line-{n}") for n in range(1, 13))


def within_budget(needed_fen: int, headroom_fen: int) -> bool:
    """RL-3: issuance stays within the marketing budget."""
    return needed_fen <= headroom_fen


def licensed(licence: str) -> bool:
    """RL-7: a merchant holds a licence, known by a number of at most 64 characters."""
    return 0 < len(licence.strip()) <= LICENCE_MAX and licence.strip().isprintable()


def disclosure_gaps(
    disclosure: Mapping[str, Mapping[str, str]], languages: Sequence[str]
) -> list[str]:
    """RL-8: the missing parts of a disclosure, in the order of DISCLOSURE.

    A part that no language says stands alone (`threshold`), else with the language that does not
    (`validity.en`).
    """
    gaps: list[str] = []
    for part in DISCLOSURE:
        texts = disclosure.get(part, {})
        silent = [language for language in languages if not texts.get(language, "").strip()]
        whole = len(silent) == len(languages)
        gaps += [part] if whole else [f"{part}.{language}" for language in silent]
    return gaps


def announced_in_time(*, said_at: datetime, holds_from: datetime) -> bool:
    """RL-11: a worse rule is announced 30 days ahead."""
    return holds_from - said_at >= timedelta(days=NOTICE_DAYS)
