"""What is said of one call of the merchant API, in one declaration.

The router, the OpenAPI document and the page of documentation are made from it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from pydantic import BaseModel

from core.errors import LoyaltyError
from core.merchants import Merchant
from webapp.edge import problems

BASE: Final = "/api/v1"
EVERY_CALL: Final = (401, 429, 500, 503)
CALL_WITH_BODY: Final = (400, 413, 415, 422)

Handler = Callable[[web.Request, Merchant], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Parameter:
    """A part of the path, of the query or of the header; `schema` is its JSON schema."""

    place: str
    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Example:
    """A request to `path`, and the answer with its status; documentation and tests use it."""

    path: str
    status: int
    answer: dict[str, Any]
    body: dict[str, Any] | None = None


@dataclass(frozen=True)
class ApiCall:
    """One operation: what it takes, what it answers, and what it may refuse.

    `name` is its operationId; the texts about it are `api-call-<name>`, `api-call-<name>-about`
    and `api-answer-<name>-<status>`. The handler is called only with the merchant behind a key.
    """

    name: str
    method: str
    path: str
    handler: Handler
    answers: Mapping[int, type[BaseModel]]
    example: Example
    body: type[BaseModel] | None = None
    parameters: tuple[Parameter, ...] = ()
    refusals: tuple[type[LoyaltyError], ...] = ()
    statuses: tuple[int, ...] = ()

    def codes(self) -> Iterator[tuple[int, str]]:
        """Every status with which it may refuse, and the code of the refusal."""
        for status in (*EVERY_CALL, *(CALL_WITH_BODY if self.body else ()), *self.statuses):
            yield status, problems.CODE_OF_STATUS[status]
        for refusal in self.refusals:
            yield problems.status_of(refusal), refusal.code
