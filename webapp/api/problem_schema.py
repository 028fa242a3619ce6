"""How the OpenAPI document describes a refusal; these class names are part of that document."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Fault(BaseModel):
    """Where a body is wrong, and why."""

    at: str
    why: str


class Problem(BaseModel):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, Any]
    errors: list[Fault] | None = None
    missing: list[str] | None = None
    request_id: str
