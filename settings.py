"""Reads the environment once into frozen settings, so that nobody else has to look at it."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import hmac
import ipaddress
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import SplitResult, parse_qs, urlsplit

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "JIAFEN_"
TEST_PREFIX = "JIAFEN_TEST_"  # for the tests' own use
DOTENV = ".env"
TELEGRAM_API_URL = "https://api.telegram.org"
TELEGRAM_JS_URL = "https://telegram.org/js/telegram-web-app.js"
SECRET_KEY_LENGTH_MIN = 32
PORT_MAX = 65_535

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_TELEGRAM_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{35}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 -- read, not bound


class SettingsError(Exception):
    """The start cannot go on: one line that names the variable and says what to do."""


def _wrong(advice: str) -> PydanticCustomError:
    # A custom error because pydantic puts its words, and no value, into the message.
    return PydanticCustomError("setting", "{advice}", {"advice": advice})


def _split(url: str, advice: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # urlsplit checks the port only when asked
    except ValueError:
        raise _wrong(advice) from None
    return parts


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _database_url(url: str) -> str:
    advice = "must look like postgresql://USER:PASSWORD@HOST:PORT/DATABASE (or ?host=/SOCKET/DIR)"
    parts = _split(url, advice)
    host = parts.hostname or parse_qs(parts.query).get("host")
    if parts.scheme not in {"postgres", "postgresql"} or not host or not parts.path.strip("/"):
        raise _wrong(advice)
    return url


def _redis_url(url: str) -> str:
    advice = "must look like redis://HOST:PORT/0, rediss://… or unix:///SOCKET"
    parts = _split(url, advice)
    named = parts.hostname if parts.scheme in {"redis", "rediss"} else parts.path
    if parts.scheme not in {"redis", "rediss", "unix"} or not named:
        raise _wrong(advice)
    return url


def _bot_api_url(url: str) -> str:
    advice = "must be the http or https address of a Bot API server, such as " + TELEGRAM_API_URL
    parts = _split(url, advice)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise _wrong(advice)
    return url.rstrip("/")


def _public_url(url: str) -> str:
    advice = "must be https://HOST without a path (http only on this machine: 127.0.0.1, localhost)"
    parts = _split(url, advice)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    if not safe or not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise _wrong(advice)
    return url.rstrip("/")


def _script_url(url: str) -> str:
    advice = "must be an https address, or a path on this server that begins with one /"
    own = url.startswith("/") and not url.startswith("//")
    parts = _split(url, advice)
    remote = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    if not own and not (remote and parts.hostname):
        raise _wrong(advice)
    return url


def _token(token: SecretStr, info: ValidationInfo) -> SecretStr:
    telegram = info.data.get("bot_api_url") == TELEGRAM_API_URL
    if not (_TELEGRAM_TOKEN if telegram else _TOKEN).fullmatch(token.get_secret_value()):
        raise _wrong("is not a bot token; @BotFather gives one like 123456789:AAE…, 35 after the :")
    return token


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        raise _wrong("must be 1 to 256 of A-Z a-z 0-9 _ -")
    return secret


def _secret_key(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < SECRET_KEY_LENGTH_MIN:
        raise _wrong(f"must have at least {SECRET_KEY_LENGTH_MIN} characters; or leave it unset")
    return secret


def _host(host: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", host):
        raise _wrong("must be an address of this machine, such as 127.0.0.1 or 0.0.0.0")
    return host


def _port(port: str | int) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", str(port)) or not 1 <= int(port) <= PORT_MAX:
        raise _wrong(f"must be a port from 1 to {PORT_MAX}")
    return int(port)


def _switch(value: str | bool) -> bool:  # noqa: FBT001 -- pydantic calls it
    if value not in ("0", "1", False, True):
        raise _wrong("must be 0 or 1")
    return value in ("1", True)


def _program(path: Path) -> Path:
    if not path.is_file():
        raise _wrong(f"names no file: {path}; name a rulebook, or leave it out")
    return path.resolve()


def _own_address(fields: dict[str, Any]) -> str:
    host = _WILDCARDS.get(fields["host"], fields["host"])
    return f"http://{f'[{host}]' if ':' in host else host}:{fields['port']}"


def _in_playground(fields: dict[str, Any]) -> bool:
    return fields["bot_token"] is None


def _kept_secret_key(fields: dict[str, Any]) -> SecretStr:
    """The key that the first start made: one per data directory, whoever starts first."""
    path = fields["data_dir"] / "secret_key"
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not text"
        raise SettingsError(
            f"{PREFIX}DATA_DIR must be a directory that we may write: {path}: {reason}"
        ) from None
    if len(key) < SECRET_KEY_LENGTH_MIN:
        raise SettingsError(f"{PREFIX}SECRET_KEY is unset and {path} is damaged: delete that file")
    return SecretStr(key)


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, and never over a rival's: a link to a finished file does both."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as draft:  # 0600
        draft.write(text)
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, path)


def _derived_webhook_secret(fields: dict[str, Any]) -> SecretStr:
    key = fields["secret_key"].get_secret_value().encode()
    return SecretStr(hmac.new(key, b"telegram webhook", hashlib.sha256).hexdigest())


Switch = Annotated[bool, BeforeValidator(_switch)]


class Settings(BaseSettings):
    """What the environment decides. Names are the variables' without JIAFEN_, in lower case.

    `load` makes it; constructing it by hand reads the environment too.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=DOTENV,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # .env may hold another program's variables; `load` checks ours
        frozen=True,
        validate_default=True,
    )

    # The order matters: a default may ask for the fields above it.
    database_url: Annotated[str, AfterValidator(_database_url)] | None = Field(None, repr=False)
    redis_url: Annotated[str, AfterValidator(_redis_url)] | None = Field(None, repr=False)
    data_dir: Annotated[Path, AfterValidator(Path.absolute)] = Path(".jiafen")
    bot_api_url: Annotated[str, AfterValidator(_bot_api_url)] = TELEGRAM_API_URL
    bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    port: Annotated[int, BeforeValidator(_port)] = 8080
    public_url: Annotated[str, AfterValidator(_public_url)] = Field(default_factory=_own_address)
    updates: Literal["polling", "webhook"] = "polling"
    secret_key: Annotated[SecretStr, AfterValidator(_secret_key)] = Field(
        default_factory=_kept_secret_key
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] = Field(
        default_factory=_derived_webhook_secret
    )
    program: Annotated[Path, AfterValidator(_program)] | None = None
    telegram_js_url: Annotated[str, AfterValidator(_script_url)] = TELEGRAM_JS_URL
    demo: Switch = Field(default_factory=_in_playground)
    time_travel: Switch = Field(default_factory=_in_playground)
    log_format: Literal["console", "json"] = "console"

    @property
    def playground(self) -> bool:
        """Without a token there is no Telegram: we play it ourselves, on this machine only."""
        return self.bot_token is None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.playground and not is_loopback(self.host):
            raise _wrong(
                f"{PREFIX}HOST must be 127.0.0.1 or localhost in the playground, which answers on"
                f" this machine only; or set {PREFIX}BOT_TOKEN"
            )
        if self.playground and self.bot_api_url != TELEGRAM_API_URL:
            raise _wrong(f"{PREFIX}BOT_TOKEN must be set when {PREFIX}BOT_API_URL is")
        https = self.public_url.startswith("https://")
        if self.updates == "webhook" and self.bot_api_url == TELEGRAM_API_URL and not https:
            raise _wrong(
                f"{PREFIX}PUBLIC_URL must be an https address for {PREFIX}UPDATES=webhook:"
                " Telegram calls no other"
            )
        return self


def load() -> Settings:
    """The settings of this process. Raises SettingsError, whose text is one line."""
    _refuse_unknown()
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_first_fault(error)) from None


def _first_fault(error: ValidationError) -> str:
    # Pydantic lists a default that waited for a faulty field as a fault of its own.
    faults = error.errors(include_url=False, include_input=False)
    fault = next(one for one in faults if one["type"] != "default_factory_not_called")
    message = "cannot be read: give it as text in UTF-8"
    if fault["type"] == "setting":
        message = fault["msg"]
    if fault["type"] == "literal_error":
        message = f"must be {fault['ctx']['expected']}"
    if not fault["loc"]:
        return message
    return f"{PREFIX}{str(fault['loc'][0]).upper()} {message}"


def _refuse_unknown() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    try:
        given = {*os.environ, *dotenv_values(DOTENV, encoding="utf-8")}
    except UnicodeDecodeError:
        raise SettingsError(f"{DOTENV} must be a text file in UTF-8") from None
    for name in sorted(given):
        if not name.upper().startswith(PREFIX) or name.upper().startswith(TEST_PREFIX):
            continue
        if name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            advice = f"did you mean {near[0]}?" if near else "remove it"
            raise SettingsError(f"{name} is not a setting of Jiafen: {advice}")
