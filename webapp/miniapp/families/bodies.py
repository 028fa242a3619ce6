"""Shared by the acts of a family: the size of their bodies, and their keys."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

BODY_BYTES_MAX: Final = 2048
KEY_PREFIX: Final = "app:"
"""Keeps the keys of the mini-app apart from those of the chat."""

Key = Annotated[str | None, Field(min_length=1, max_length=56)]
"""The same key again does nothing more."""
