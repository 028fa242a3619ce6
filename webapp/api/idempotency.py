"""The header by which a caller makes a call repeatable whose body has no id of its own."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from webapp.api.api_call import Parameter
from webapp.edge.fields import RECEIPT, RECEIPT_PATTERN
from webapp.edge.problems import HttpProblem
from webapp.edge.validation import FieldError

KEY_HEADER: Final = "Idempotency-Key"
KEY_PARAMETER: Final = Parameter(
    "header", KEY_HEADER, {"type": "string", "pattern": RECEIPT_PATTERN}
)


def key_of(request: web.Request) -> str | None:
    """The caller's own key of this call, None without one; raises HttpProblem 422."""
    key = request.headers.get(KEY_HEADER)
    if key is not None and not RECEIPT.fullmatch(key):
        raise HttpProblem(422, field_errors=[FieldError(KEY_HEADER, "receipt")])
    return key
