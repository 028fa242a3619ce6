"""Access for commands: composition hands it in, because the command line opens nothing itself."""

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
    """The command cannot do it: one line that says why and what to do."""


class Database(Protocol):
    """A database server that has answered."""

    @property
    def url(self) -> str:
        """Where core finds it."""

    @property
    def words(self) -> str:
        """Its version and place, for people."""

    @property
    def ahead(self) -> timedelta:
        """By how much its clock is ahead of this machine's."""


@dataclass(frozen=True)
class OpenProgram:
    """The programme with its database, which answers and has the newest schema."""

    program: Program
    texts: Texts
    now: Callable[[], datetime]
    secret: bytes
    """The key that signs member codes."""
    time_travel: bool
    bot_username: Callable[[], Awaitable[str]]
    """Raises an error of one line if Telegram does not answer."""

    def words(self, error: LoyaltyError) -> str:
        """A refusal in English, with moments in the programme's zone."""
        return self.texts.language("en").plain(error.code, **error.facts)


@dataclass(frozen=True)
class Access:
    """How commands reach the database, the settings and the roles."""

    opened: Callable[[], AbstractAsyncContextManager[OpenProgram]]
    database: Callable[[], AbstractAsyncContextManager[Database]]
    """The database in any state of its schema; core has no connection open."""
    run: Callable[[Collection[str]], None]
    """Runs these roles until a signal."""
    rules: Callable[[], object]
    """Reads the settings and the rulebook, or raises an error of one line."""
    probes: Mapping[str, Callable[[], Awaitable[str]]]
    """The checks of `doctor` beside the database: each returns a sentence or raises."""


def access_of(context: typer.Context) -> Access:
    """The access that composition handed to this command."""
    access = context.obj
    assert isinstance(access, Access)
    return access
