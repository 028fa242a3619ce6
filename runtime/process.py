"""How a process begins to speak: its log, and the one line that says it is ready."""

from __future__ import annotations

import logging
import sys
from collections.abc import Collection

from runtime import clock, cluster, connections, logs, processes, roles, site, telegram
from settings import Settings, SettingsError

ERRORS = (
    SettingsError,
    cluster.EmbeddedError,
    connections.ConnectionsError,
    processes.SecondProcessError,
    clock.TimeTravelError,
    roles.RoleDied,
    site.SiteError,
)
"""What may keep a process from starting or going on; the text of each is one line."""


def log_in_full(settings: Settings) -> None:
    """For a process that serves."""
    _log(settings, logging.INFO)


def log_errors(settings: Settings) -> None:
    """For a command, which speaks for itself."""
    _log(settings, logging.ERROR)


def _log(settings: Settings, level: int) -> None:
    hidden = (settings.secret_key, settings.webhook_secret)
    secrets = [telegram.token(settings), *(one.get_secret_value() for one in hidden)]
    logs.configure(settings.log_format, secrets=secrets, level=level)


def secret(settings: Settings) -> bytes:
    """What sessions and member codes are signed with."""
    return settings.secret_key.get_secret_value().encode()


def announce(settings: Settings, roles: Collection[str]) -> None:
    """Tell on one line that everything is open, and where."""
    place = f"{telegram.PLAYGROUND}/" if settings.playground else "/"
    where = f": {settings.public_url}{place}" if "web" in roles else ""
    sys.stdout.write(f"Jiafen is ready{where}\n")
    sys.stdout.flush()
