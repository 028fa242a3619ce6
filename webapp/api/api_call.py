"""The declaration of one call of the merchant API.

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
from webapp.edge import http_problem, problems
from webapp.edge.http_io import KEY_HEADER, KEY_PATTERN

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


KEY_PARAMETER: Final = Parameter(
    "header", KEY_HEADER, {"type": "string", "pattern": KEY_PATTERN, "maxLength": 255}
)


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
    repeatable: bool = False
    """an equal call again is answered as the first time, and a header of the answer says so"""
    key_header: bool = False
    """it is repeatable by the header Idempotency-Key, because its body has no id of its own"""

    def all_parameters(self) -> tuple[Parameter, ...]:
        """What it takes beside its body, the key's header last."""
        return (*self.parameters, KEY_PARAMETER) if self.key_header else self.parameters

    def codes(self) -> Iterator[tuple[int, str]]:
        """Every status with which it may refuse, and the code of the refusal."""
        for status in (*EVERY_CALL, *(CALL_WITH_BODY if self.body else ()), *self.statuses):
            yield status, http_problem.CODE_OF_STATUS[status]
        for refusal in self.refusals:
            yield problems.status_of(refusal), refusal.code
