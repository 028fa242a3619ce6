"""Opens a mini-app as Telegram does: initData signed with the bot's token, theme and platform."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from playground.people import Json, Person
from playground.themes import THEMES

VERSION = "9.1"
PLATFORM = "weba"


def init_data(
    token: str,
    person: Person,
    *,
    auth_date: int,
    start_param: str = "",
    query_id: str = "",
    can_write: bool = True,
) -> str:
    """The query string that proves to the mini-app who opened it.

    `signature` is opaque here: only Telegram can sign with its own Ed25519 key, but the field takes
    part in the hash, so a mini-app must cope with it.
    """
    user: Json = person.as_user() | ({"allows_write_to_pm": True} if can_write else {})
    user.pop("is_bot")
    fields = {
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(auth_date),
        "query_id": query_id or f"AAH{secrets.token_urlsafe(12)}",
    }
    if start_param:
        del fields["query_id"]
        fields |= {
            "chat_instance": str(secrets.randbelow(2**62)),
            "chat_type": "sender",
            "start_param": start_param,
        }
    unsigned = "\n".join(f"{key}={fields[key]}" for key in sorted(fields))
    seal = hashlib.sha512(f"{token}\n{unsigned}".encode()).digest()
    fields["signature"] = base64.urlsafe_b64encode(seal).decode().rstrip("=")
    return urlencode({**fields, "hash": signed(token, fields)}, quote_via=quote)


def signed(token: str, fields: dict[str, str]) -> str:
    """The hex HMAC over the sorted fields, keyed as Telegram keys it."""
    text = "\n".join(f"{key}={fields[key]}" for key in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def launch_url(app_url: str, data: str, *, theme: str, start_param: str = "") -> str:
    """The mini-app's address with everything that Telegram appends to it."""
    parts = urlsplit(app_url)
    query = parts.query
    if start_param:
        query = "&".join(filter(None, [query, urlencode({"tgWebAppStartParam": start_param})]))
    fragment = urlencode(
        {
            "tgWebAppData": data,
            "tgWebAppVersion": VERSION,
            "tgWebAppPlatform": PLATFORM,
            "tgWebAppThemeParams": json.dumps(THEMES[theme], separators=(",", ":")),
            **({"tgWebAppStartParam": start_param} if start_param else {}),
        },
        quote_via=quote,
    )
    if parts.fragment:
        joint = "&" if "=" in parts.fragment else "?"
        fragment = f"{parts.fragment}{joint}{fragment}"
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, fragment))
