"""Names, numbers and codes of members, and the references that a till may send."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import TypeAlias
from uuid import UUID

from core.members.errors import UnknownMember

LANGUAGES = ("zh-Hans", "en")
KINDS = ("person", "organisation")
PURPOSES = {"service": True, "marketing": False, "profiling": False, "credit": False}
"""The purposes of consent, and the default of each before the member's first answer."""

CONSENT_VERSION = 1
"""Version of the question to members; rises when the question changes."""

NAME_MAX = 128
DIRECTIONS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters by category that nobody sees."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: letters and digits that are not mistaken for each other."""

VALUES = {character: value for value, character in enumerate(ALPHABET)}
MISREAD = str.maketrans("OIL", "011")
MISREAD_ASCII = MISREAD | dict.fromkeys(
    ord(character) for character in map(chr, range(128)) if character.isspace() or character == "-"
)
NUMBER_PREFIX = "JF"
NUMBER_SIZE = 9
CODE_SIZE = 20
CODE_SECONDS = 60
SERIAL_BITS, SECOND_BITS, MAC_BITS = 28, 20, 52
TYPED_MAX = 64
"""The longest reference that a person may type, spaces and hyphens included."""


@dataclass(frozen=True)
class MemberCode:
    """The code that a till scans to spend: valid once, until it ends."""

    text: str
    ends_at: datetime


@dataclass(frozen=True)
class ById:
    """A reference by member id: good for earning only."""

    member_id: UUID


@dataclass(frozen=True)
class ByNumber:
    """A reference by member number: good for earning only."""

    number: str


@dataclass(frozen=True)
class ByCode:
    """A reference by member code; genuine, though it may have ended."""

    serial: int
    code: str
    ended: bool


Reference: TypeAlias = ById | ByNumber | ByCode


@dataclass(frozen=True)
class Consent:
    """One answer to one purpose; `at` None: never answered, the default holds.

    `merchant_id` None means the programme's own messages.
    """

    purpose: str
    merchant_id: UUID | None
    given: bool
    version: int
    at: datetime | None


def standing(history: Iterable[Consent]) -> list[Consent]:
    """The newest of these answers (oldest first) for every purpose, the programme's own first."""
    latest = {
        (purpose, None): Consent(purpose, None, given, CONSENT_VERSION, None)
        for purpose, given in PURPOSES.items()
    } | {(answer.purpose, answer.merchant_id): answer for answer in history}
    order = list(PURPOSES)
    return sorted(
        latest.values(),
        key=lambda answer: (order.index(answer.purpose), str(answer.merchant_id or "")),
    )


def clean_name(name: str) -> str:
    """The name as given, trimmed, without characters that break lines or turn the direction.

    Empty where nothing that can be seen is left.
    """
    cleaned = "".join(
        character
        for character in " ".join(name.split())
        if unicodedata.category(character) not in {"Cc", "Cs"}
        and unicodedata.bidirectional(character) not in DIRECTIONS
    )
    seen = any(
        unicodedata.category(character)[0] in "LNPS" and character not in FILLERS
        for character in cleaned
    )
    return cleaned[:NAME_MAX].strip() if seen else ""


def number_of(bits: int) -> str:
    """The member number of 40 bits: eight characters, five bits each, and a check character."""
    body = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(NUMBER_SIZE - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Damm's check over GF(32): finds every wrong character and every swap of two neighbours."""
    return ALPHABET[reduce(_damm, (VALUES[character] for character in body), 0)]


def _damm(interim: int, value: int) -> int:
    """Twice the sum in GF(32), which is polynomials over bits modulo x^5 + x^2 + 1."""
    total = interim ^ value
    return total << 1 ^ (0b100101 if total & 16 else 0)


def parse_number(text: str) -> str | None:
    """The member number in what somebody typed; None unless its check character agrees."""
    number = typed(text)
    if len(number) == NUMBER_SIZE + len(NUMBER_PREFIX):
        number = number.removeprefix(NUMBER_PREFIX)
    if len(number) != NUMBER_SIZE or not VALUES.keys() >= set(number):
        return None
    return number if check_character(number[:-1]) == number[-1] else None


def format_number(number: str) -> str:
    """JF-7K2M-9QFT-7: how a member number is shown."""
    return f"{NUMBER_PREFIX}-{number[:4]}-{number[4:8]}-{number[8:]}"


def typed(text: str) -> str:
    """One spelling for all ways of typing: width, case, spaces, hyphens, O for 0, I and L for 1."""
    if len(text) > TYPED_MAX:
        return ""
    if text.isascii():  # nearly always, and a batch names a thousand
        return text.upper().translate(MISREAD_ASCII)
    plain = unicodedata.normalize("NFKC", text).upper()
    letters = (c for c in plain if not c.isspace() and unicodedata.category(c) != "Pd")
    return "".join(letters).translate(MISREAD)


def mint_code(*, serial: int, secret: bytes, at: datetime) -> MemberCode:
    """A member code that ends within the minute."""
    ends = int(at.timestamp()) + CODE_SECONDS
    body = (serial << SECOND_BITS | ends % (1 << SECOND_BITS)) << MAC_BITS | _mac(
        serial, ends, secret
    )
    spelled = "".join(ALPHABET[body >> shift & 31] for shift in range(5 * (CODE_SIZE - 1), -1, -5))
    groups = (spelled[start : start + 4] for start in range(0, CODE_SIZE, 4))
    return MemberCode("-".join(groups), datetime.fromtimestamp(ends, UTC))


def _mac(serial: int, ends: int, secret: bytes) -> int:
    """The code's signature: the first bits of an HMAC under a key for this purpose alone."""
    key = hmac.digest(secret, b"jiafen: member code, version 1", hashlib.sha256)
    full = hmac.digest(key, serial.to_bytes(4) + ends.to_bytes(8), hashlib.sha256)
    return int.from_bytes(full[:8]) >> 64 - MAC_BITS


def parse_reference(text: str, *, secret: bytes, at: datetime) -> Reference:
    """The reference in a till's text: member id, number or code; raises UnknownMember."""
    if number := parse_number(text):
        return ByNumber(number)
    code = typed(text)
    if len(code) == CODE_SIZE and VALUES.keys() >= set(code):
        return _genuine(code, secret=secret, at=at)
    try:
        return ById(UUID(text.strip()))
    except ValueError:
        raise UnknownMember from None


def _genuine(code: str, *, secret: bytes, at: datetime) -> ByCode:
    """The code's reference if its signature is ours; raises UnknownMember."""
    body = reduce(lambda sum_, character: sum_ << 5 | VALUES[character], code, 0)
    serial = body >> SECOND_BITS + MAC_BITS
    low = body >> MAC_BITS & (1 << SECOND_BITS) - 1
    ends = _nearest(low, int(at.timestamp()))
    mac = body & (1 << MAC_BITS) - 1
    if not hmac.compare_digest(mac.to_bytes(8), _mac(serial, ends, secret).to_bytes(8)):
        raise UnknownMember
    return ByCode(serial, code, ended=at.timestamp() >= ends)


def _nearest(low: int, now: int) -> int:
    """The second nearest to now whose lowest bits are `low`; they come round every twelve days."""
    span = 1 << SECOND_BITS
    return now + (low - now + span // 2) % span - span // 2
