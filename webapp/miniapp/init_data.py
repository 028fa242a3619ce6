"""Checks Telegram's signed initData: the proof of who opened the mini-app."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl

INIT_DATA_BYTES_MAX: Final = 4096
FIELDS_MAX: Final = 32
AHEAD_MAX: Final = timedelta(seconds=60)  # Telegram's clock may run before ours
AGE_MAX: Final = timedelta(hours=24)  # clients keep it over reloads for up to a day
TELEGRAM_ID_MAX: Final = 2**52  # the Bot API promises at most 52 significant bits


class NotOpened(Exception):
    """No proof that Telegram opened the mini-app for somebody, or too old a one."""


@dataclass(frozen=True)
class Opener:
    """The person for whom Telegram opened the mini-app; `language` is their client's."""

    telegram_id: int
    name: str
    language: str


def opened_by(init_data: str, *, bot_token: str, at: datetime) -> Opener:
    """The person that initData proves; raises NotOpened and nothing else.

    Telegram's own rules (HMAC over the sorted fields) and ours: every field once, a user, and an
    age of at most a day. The library's check knows neither age nor duplicates, and drops fields
    that are empty.
    """
    try:
        return _opener(init_data, bot_token, at)
    except NotOpened:
        raise
    except Exception:  # noqa: BLE001 - whatever hostile text makes fail, it is no proof
        raise NotOpened from None


def _opener(init_data: str, bot_token: str, at: datetime) -> Opener:
    if len(init_data.encode()) > INIT_DATA_BYTES_MAX:
        raise NotOpened
    pairs = parse_qsl(
        init_data,
        keep_blank_values=True,
        strict_parsing=True,
        errors="strict",
        max_num_fields=FIELDS_MAX,
    )
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise NotOpened
    claimed = fields.pop("hash")
    if not hmac.compare_digest(_telegram_hash(fields, bot_token).encode(), claimed.encode()):
        raise NotOpened
    opened_at = int(fields["auth_date"])
    if not -AHEAD_MAX.total_seconds() <= at.timestamp() - opened_at <= AGE_MAX.total_seconds():
        raise NotOpened
    return _person(json.loads(fields["user"]))


def _telegram_hash(fields: dict[str, str], bot_token: str) -> str:
    signed = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", bot_token.encode(), hashlib.sha256)
    return hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()


def _person(user: dict[str, Any]) -> Opener:
    telegram_id = user["id"]
    if type(telegram_id) is not int or not 0 < telegram_id < TELEGRAM_ID_MAX:
        raise NotOpened
    names = [str(user[part]) for part in ("first_name", "last_name") if user.get(part)]
    return Opener(telegram_id, " ".join(names), str(user.get("language_code") or ""))
