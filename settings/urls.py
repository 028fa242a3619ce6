"""Validators of URLs, and the default of the public URL."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from settings.errors import wrong

TELEGRAM_API_URL = "https://api.telegram.org"
TELEGRAM_JS_URL = "https://telegram.org/js/telegram-web-app.js"

# A browser cannot open the address that means every interface.
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 -- compared, not bound


def _split(url: str, advice: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # urlsplit checks the port only when asked
    except ValueError:
        raise wrong(advice) from None
    return parts


def is_loopback(host: str | None) -> bool:
    """Whether this host name or address is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def database_url(url: str) -> str:
    advice = "must look like postgresql://USER:PASSWORD@HOST:PORT/DATABASE (or ?host=/SOCKET/DIR)"
    parts = _split(url, advice)
    host = parts.hostname or parse_qs(parts.query).get("host")
    if parts.scheme not in {"postgres", "postgresql"} or not host or not parts.path.strip("/"):
        raise wrong(advice)
    return url


def redis_url(url: str) -> str:
    advice = "must look like redis://HOST:PORT/0, rediss://… or unix:///SOCKET"
    parts = _split(url, advice)
    target = parts.hostname if parts.scheme in {"redis", "rediss"} else parts.path
    if parts.scheme not in {"redis", "rediss", "unix"} or not target:
        raise wrong(advice)
    return url


def bot_api_url(url: str) -> str:
    advice = "must be the http or https address of a Bot API server, such as " + TELEGRAM_API_URL
    parts = _split(url, advice)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise wrong(advice)
    return url.rstrip("/")


def public_url(url: str) -> str:
    advice = "must be https://HOST without a path (http only on this machine: 127.0.0.1, localhost)"
    parts = _split(url, advice)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    if not safe or not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise wrong(advice)
    return url.rstrip("/")


def script_url(url: str) -> str:
    advice = "must be an https address, or a path on this server that begins with one /"
    is_path = url.startswith("/") and not url.startswith("//")
    parts = _split(url, advice)
    remote = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    if not is_path and not (remote and parts.hostname):
        raise wrong(advice)
    return url


def own_address(fields: dict[str, Any]) -> str:
    """The public URL when none is set: the address on which this process listens."""
    host = WILDCARDS.get(fields["host"], fields["host"])
    return f"http://{f'[{host}]' if ':' in host else host}:{fields['port']}"
