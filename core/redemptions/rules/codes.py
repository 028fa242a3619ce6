"""Voucher codes: made from random bits, and read as they were typed or scanned."""

from __future__ import annotations

from core import members

CODE_SIZE = 12
CODE_BITS = 5 * CODE_SIZE
"""60 random bits, so that nobody guesses a code within its life; 32 letters take five bits each."""


def code_of(bits: int) -> str:
    """The voucher code of these random bits."""
    return "".join(members.ALPHABET[bits >> 5 * place & 31] for place in range(CODE_SIZE))


def parse_code(text: str) -> str | None:
    """The voucher code in what somebody typed or scanned; None where it cannot be one."""
    code = members.typed(text)
    return code if len(code) == CODE_SIZE and set(code) <= set(members.ALPHABET) else None
