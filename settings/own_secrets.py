"""Secrets that a deployment makes for itself when the settings hold none."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from settings.errors import SettingsError
from settings.values import SECRET_KEY_LENGTH_MIN


def kept_secret_key(fields: dict[str, Any]) -> SecretStr:
    """The key of this data directory; the first process that starts here makes it."""
    path = fields["data_dir"] / "secret_key"
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not text"
        raise SettingsError(
            f"JIAFEN_DATA_DIR must be a directory that we may write: {path}: {reason}"
        ) from None
    if len(key) < SECRET_KEY_LENGTH_MIN:
        raise SettingsError(f"JIAFEN_SECRET_KEY is unset and {path} is damaged: delete that file")
    return SecretStr(key)


def _write_once(path: Path, text: str) -> None:
    """Write the file whole or not at all, and never over another process's file.

    A hard link to a finished file does both.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as draft:  # 0600
        draft.write(text)
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, path)


def derived_webhook_secret(fields: dict[str, Any]) -> SecretStr:
    """The webhook's secret when none is set: derived from the key, so all processes agree."""
    key = fields["secret_key"].get_secret_value().encode()
    return SecretStr(hmac.new(key, b"telegram webhook", hashlib.sha256).hexdigest())
