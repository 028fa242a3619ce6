"""The header by which a caller makes a call repeatable whose body has no id of its own."""

from __future__ import annotations

import re
from typing import Final

from aiohttp import web

from webapp.edge.problems import HttpProblem
from webapp.edge.validation import FieldError

KEY_HEADER: Final = "Idempotency-Key"
KEY_PATTERN: Final = r"^[!-~]([ -~]{0,253}[!-~])?$"
"""1 to 255 printable ASCII characters; blanks at the ends of a header belong to HTTP."""

KEY: Final = re.compile(KEY_PATTERN)


def key_of(request: web.Request) -> str | None:
    """The caller's own key of this call, None without one; raises HttpProblem 422."""
    key = request.headers.get(KEY_HEADER)
    if key is not None and not KEY.fullmatch(key):
        raise HttpProblem(422, field_errors=[FieldError(KEY_HEADER, "idempotency-key")])
    return key
