"""The names and ids that several examples of calls share, so that they tell one story."""

from __future__ import annotations

from typing import Final

MEMBER: Final = "JF-7K2M-9QFT-7"
RECEIPT: Final = "T1-20250110-0042"
EVENT_ID: Final = "7a0f2f64-8e2b-4a0e-9a53-0f3d6f1f5b21"
REWARD_ID: Final = "3d0a6f0e-52a4-4c39-8d0b-0c6d1d3a7e44"
VOUCHER: Final = "7K2M-9QFT-X4WD"


def in_both_languages(chinese: str, english: str) -> dict[str, str]:
    """A text as the API takes it."""
    return {"zh-Hans": chinese, "en": english}


REWARD_TITLE: Final = in_both_languages("基础保养", "Basic service")
