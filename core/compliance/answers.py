"""The answers of the record of acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Act:
    """An administrative act: actor, name, subject, moment and rule."""

    id: int
    at: datetime
    actor: str
    name: str
    subject: str
    rule: str
    facts: Mapping[str, Any]
