"""What the record of acts answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Act:
    """Who did what to whom, when and by which rule."""

    id: int
    at: datetime
    actor: str
    name: str
    subject: str
    rule: str
    facts: Mapping[str, Any]
