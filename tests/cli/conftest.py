"""The command line on a database of its own, without the process around it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

import cli
from core import db
from core.program import Program
from locales import Texts

SECRET = b"a secret of thirty-two characters"


@dataclass
class Answer:
    """The output and the exit code of a command."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """Its single line of JSON."""
        assert self.code == 0, self.err
        return self.printed

    @property
    def printed(self) -> dict[str, Any]:
        """The JSON, also of a command that found something bad."""
        facts: dict[str, Any] = orjson.loads(self.out)
        return facts

    @property
    def refusal(self) -> str:
        """The single line of a command that was refused."""
        assert (self.code, self.out) == (1, "")
        assert self.err.startswith("jiafen: ")
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        return self.err.removeprefix("jiafen: ").strip()


@dataclass
class LentAccess:
    """The access that a test hands to the command line."""

    url: str
    program: Program
    texts: Texts
    at: datetime
    time_travel: bool = False
    words: str = "PostgreSQL of the tests"
    ahead: timedelta = timedelta(0)
    roles: list[tuple[str, ...]] = field(default_factory=list)
    wrong: str = ""
    probes: dict[str, Callable[[], Awaitable[str]]] = field(default_factory=dict)

    def rules(self) -> None:
        """The errors of the settings or the rulebook."""
        if self.wrong:
            raise cli.CliError(self.wrong)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[cli.OpenProgram]:
        async with self.inside():
            yield cli.OpenProgram(
                program=self.program,
                texts=self.texts,
                now=lambda: self.at,
                secret=SECRET,
                time_travel=self.time_travel,
                bot_username=self._username,
            )

    @asynccontextmanager
    async def inside(self) -> AsyncIterator[None]:
        """Core, open on this database."""
        await db.open(self.url)
        try:
            yield
        finally:
            await db.close()

    @asynccontextmanager
    async def database(self) -> AsyncIterator[cli.Database]:
        yield self

    async def _username(self) -> str:
        return "jiafen_bot"


@pytest.fixture
def lent(migrated_database: str, program: Program, texts: Texts, at: datetime) -> LentAccess:
    return LentAccess(migrated_database, program, texts, at)


Jiafen = Callable[..., Awaitable[Answer]]


@pytest.fixture
def jiafen(lent: LentAccess, capsys: pytest.CaptureFixture[str]) -> Jiafen:
    """Run a command: `await jiafen("merchant", "add", …)`, in a loop of its own, as always."""
    runtime = cli.Access(
        opened=lent.opened,
        database=lent.database,
        run=lambda roles: lent.roles.append(tuple(roles)),
        rules=lent.rules,
        probes=lent.probes,
    )

    async def run(*arguments: str) -> Answer:
        code = await asyncio.to_thread(cli.main, arguments, runtime)
        return Answer(code, *capsys.readouterr())

    return run
