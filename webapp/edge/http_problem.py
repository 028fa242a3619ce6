"""HttpProblem: what HTTP itself refuses, before or beside the programme's own refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from webapp.edge.validation import FieldError

CODE_OF_STATUS: Final = {
    400: "api-malformed",
    401: "api-unauthorized",
    404: "api-not-found",
    405: "api-method-not-allowed",
    413: "api-too-large",
    415: "api-wrong-type",
    422: "api-invalid",
    429: "api-slow-down",
    500: "api-failed",
    503: "api-unavailable",
}
"""What HTTP itself refuses; anything else reads `api-malformed`."""


class HttpProblem(Exception):
    """A refusal that belongs to HTTP rather than to the programme."""

    def __init__(
        self,
        status: int,
        words: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        field_errors: Sequence[FieldError] = (),
        **facts: object,
    ) -> None:
        """`words` is the id of a text that says more than the status does."""
        super().__init__(status, words, facts)
        self.status = status
        self.code = CODE_OF_STATUS[status]
        self.words = words or self.code
        self.headers = dict(headers or {})
        self.field_errors = field_errors
        self.facts = facts
