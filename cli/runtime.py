"""What composition hands to the command line, which opens nothing itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import typer

from core.errors import LoyaltyError
from core.program import Program
from locales import Texts


class CliError(Exception):
    """The command cannot do it: one line that says why and what helps."""


class Database(Protocol):
    """A server that has answered."""

    @property
    def url(self) -> str:
        """Where core finds it."""

    @property
    def words(self) -> str:
        """What and where it is, for people."""

    @property
    def ahead(self) -> timedelta:
        """By how much its clock is ahead of this machine's."""


@dataclass(frozen=True)
class Opened:
    """The programme, open: its database answers and has the newest schema."""

    program: Program
    texts: Texts
    now: Callable[[], datetime]
    secret: bytes
    """What member codes are signed with."""
    time_travel: bool
    bot_username: Callable[[], Awaitable[str]]
    """Raises an error of one line when Telegram does not tell it."""

    def words(self, error: LoyaltyError) -> str:
        """A refusal in the language of the command line, its moments in the programme's zone."""
        return self.texts.language("en").plain(error.code, **error.facts)


@dataclass(frozen=True)
class Runtime:
    """How commands reach everything that stands around the programme."""

    opened: Callable[[], AbstractAsyncContextManager[Opened]]
    database: Callable[[], AbstractAsyncContextManager[Database]]
    """The database whatever its schema, and no door of core open."""
    run: Callable[[Collection[str]], None]
    """Runs these roles until it is told to stop."""
    rules: Callable[[], object]
    """Reads the settings and the rulebook, or raises an error of one line."""
    probes: Mapping[str, Callable[[], Awaitable[str]]]
    """What `doctor` asks beside the database: each answers in words, or raises."""


def runtime_of(context: typer.Context) -> Runtime:
    """What composition handed to this command."""
    found = context.obj
    assert isinstance(found, Runtime)
    return found
