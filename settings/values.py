"""Validators of tokens, secrets, addresses, switches and files."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import SecretStr, ValidationInfo

from settings.errors import wrong
from settings.urls import TELEGRAM_API_URL

SECRET_KEY_LENGTH_MIN = 32
PORT_MAX = 65_535

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_TELEGRAM_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{35}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def token(token: SecretStr, info: ValidationInfo) -> SecretStr:
    telegram = info.data.get("bot_api_url") == TELEGRAM_API_URL
    if not (_TELEGRAM_TOKEN if telegram else _TOKEN).fullmatch(token.get_secret_value()):
        raise wrong("is not a bot token; @BotFather gives one like 123456789:AAE…, 35 after the :")
    return token


def webhook_secret(secret: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        raise wrong("must be 1 to 256 of A-Z a-z 0-9 _ -")
    return secret


def secret_key(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < SECRET_KEY_LENGTH_MIN:
        raise wrong(f"must have at least {SECRET_KEY_LENGTH_MIN} characters; or leave it unset")
    return secret


def host(host: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", host):
        raise wrong("must be an address of this machine, such as 127.0.0.1 or 0.0.0.0")
    return host


def port(port: str | int) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", str(port)) or not 1 <= int(port) <= PORT_MAX:
        raise wrong(f"must be a port from 1 to {PORT_MAX}")
    return int(port)


def switch(value: str | bool) -> bool:  # noqa: FBT001 -- pydantic calls it
    if value not in ("0", "1", False, True):
        raise wrong("must be 0 or 1")
    return value in ("1", True)


def program(path: Path) -> Path:
    if not path.is_file():
        raise wrong(f"names no file: {path}; name a rulebook, or leave it out")
    return path.resolve()
