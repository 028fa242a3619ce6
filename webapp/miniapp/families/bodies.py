"""What the bodies of a family's acts share."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

BODY_BYTES_MAX: Final = 2048
KEY_PREFIX: Final = "app:"
"""Keeps the keys of the mini-app apart from those of the chat."""

Key = Annotated[str | None, Field(min_length=1, max_length=56)]
"""The same key again does nothing more; with our prefix it fits into core's 64 characters."""
