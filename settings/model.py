"""The settings of a process: one frozen class, filled once from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from settings import own_secrets, urls, values
from settings.errors import wrong

PREFIX = "JIAFEN_"
DOTENV = ".env"

Switch = Annotated[bool, BeforeValidator(values.switch)]


def _in_playground(fields: dict[str, Any]) -> bool:
    return fields["bot_token"] is None


class Settings(BaseSettings):
    """The settings from the environment. A field's name is the variable's without JIAFEN_.

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

    # The order matters: a default is computed from the fields above it.
    database_url: Annotated[str, AfterValidator(urls.database_url)] | None = Field(None, repr=False)
    redis_url: Annotated[str, AfterValidator(urls.redis_url)] | None = Field(None, repr=False)
    data_dir: Annotated[Path, AfterValidator(Path.absolute)] = Path(".jiafen")
    bot_api_url: Annotated[str, AfterValidator(urls.bot_api_url)] = urls.TELEGRAM_API_URL
    bot_token: Annotated[SecretStr, AfterValidator(values.token)] | None = None
    host: Annotated[str, AfterValidator(values.host)] = "127.0.0.1"
    port: Annotated[int, BeforeValidator(values.port)] = 8080
    public_url: Annotated[str, AfterValidator(urls.public_url)] = Field(
        default_factory=urls.own_address
    )
    updates: Literal["polling", "webhook"] = "polling"
    secret_key: Annotated[SecretStr, AfterValidator(values.secret_key)] = Field(
        default_factory=own_secrets.kept_secret_key
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(values.webhook_secret)] = Field(
        default_factory=own_secrets.derived_webhook_secret
    )
    program: Annotated[Path, AfterValidator(values.program)] | None = None
    telegram_js_url: Annotated[str, AfterValidator(urls.script_url)] = urls.TELEGRAM_JS_URL
    demo: Switch = Field(default_factory=_in_playground)
    time_travel: Switch = Field(default_factory=_in_playground)
    log_format: Literal["console", "json"] = "console"

    @property
    def playground(self) -> bool:
        """Whether the playground stands in for Telegram, on this machine only: no token is set."""
        return self.bot_token is None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.playground and not urls.is_loopback(self.host):
            raise wrong(
                f"{PREFIX}HOST must be 127.0.0.1 or localhost in the playground, which answers on"
                f" this machine only; or set {PREFIX}BOT_TOKEN"
            )
        if self.playground and self.bot_api_url != urls.TELEGRAM_API_URL:
            raise wrong(f"{PREFIX}BOT_TOKEN must be set when {PREFIX}BOT_API_URL is")
        https = self.public_url.startswith("https://")
        if self.updates == "webhook" and self.bot_api_url == urls.TELEGRAM_API_URL and not https:
            raise wrong(
                f"{PREFIX}PUBLIC_URL must be an https address for {PREFIX}UPDATES=webhook:"
                " Telegram calls no other"
            )
        return self
