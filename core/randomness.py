"""Draws random ids, tokens and codes.

It is the one place in core that does, so that everything else is a function of its arguments: a
rule can be tried with chosen values, and a test knows where chance comes in.
"""

from secrets import randbits, token_urlsafe
from uuid import uuid4

new_id = uuid4
"""A UUID of 122 random bits, for a row."""

new_bits = randbits
"""A number of that many random bits, for a code that people type."""

new_token = token_urlsafe
"""That many random bytes in the letters that a Telegram link may carry: 24 make 192 bits."""
