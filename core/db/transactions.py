"""One command, one transaction: opened by the outermost, joined by everybody inside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import asyncpg
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from core import errors
from core.db.connections import pool

if TYPE_CHECKING:
    from core.db.connections import Connection

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS_MAX = 3
"""Attempts of the outermost command when PostgreSQL ends it as a deadlock's victim."""


class TryAgain(Exception):
    """Rows read before the locks have changed, so the outermost command starts again."""


RETRIED = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, TryAgain)


class NoTransaction(RuntimeError):
    """A bug: a read or write that needs a transaction was called outside a command."""


@dataclass(frozen=True)
class _Transaction:
    connection: Connection
    task: asyncio.Task[Any] | None


_current: ContextVar[_Transaction | None] = ContextVar("transaction", default=None)


def connection() -> Connection:
    """The connection of this task's transaction; raises NoTransaction without one."""
    current = _inside()
    if current is None:
        raise NoTransaction("call this from a command")
    return current.connection


def in_command() -> bool:
    """Whether this task is in a transaction already."""
    return _inside() is not None


def _inside() -> _Transaction | None:
    current = _current.get()
    if current and current.task is not asyncio.current_task():
        # It inherits the transaction and may outlive it: what it does would be lost in silence.
        raise NoTransaction("a task was started inside a transaction")
    return current


@asynccontextmanager
async def reading() -> AsyncIterator[Connection]:
    """A connection for one read: the caller's transaction, or the pool's."""
    if in_command():
        yield connection()
        return
    async with pool().acquire() as held:
        yield held


@asynccontextmanager
async def transaction() -> AsyncIterator[Connection]:
    """A transaction of the asyncpg pool, for lanes: no models inside, raw statements only."""
    async with pool().acquire() as held, held.transaction():
        token = _current.set(_Transaction(held, asyncio.current_task()))
        try:
            yield held
        finally:
            _current.reset(token)


def command(act: Callable[P, Awaitable[R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Run a command in one transaction: the caller's where there is one, else its own.

    The outermost is tried again when it falls to a deadlock, so nothing inside may be undone by
    hand: no Telegram, no HTTP, no task. A named constraint that some error claims is raised as
    that error.
    """

    @wraps(act)
    async def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if in_command():
            return await act(*args, **kwargs)
        return await retried(lambda: _alone(act, *args, **kwargs))

    return run


async def _alone(act: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> R:
    async with in_transaction() as wrapper:
        held: Connection = wrapper._connection  # noqa: SLF001 - Tortoise offers no public name
        token = _current.set(_Transaction(held, asyncio.current_task()))
        try:
            return await act(*args, **kwargs)
        finally:
            _current.reset(token)


async def retried(attempt: Callable[[], Awaitable[R]]) -> R:
    """Await `attempt`, again after a deadlock, at most ATTEMPTS_MAX times in all."""
    for number in range(1, ATTEMPTS_MAX + 1):
        try:
            return await attempt()
        except RETRIED:
            if number == ATTEMPTS_MAX:
                raise
        except (IntegrityError, asyncpg.IntegrityConstraintViolationError) as broken:
            raise translated(broken) from broken
    raise AssertionError("unreachable: the last attempt returns or raises")


def translated(broken: Exception) -> Exception:
    """The error class of the broken constraint, or the exception unchanged if there is none."""
    source = broken.args[0] if isinstance(broken, IntegrityError) and broken.args else broken
    name = getattr(source, "constraint_name", None)
    for error in errors.all_errors():
        if name and error.constraint == name:
            return error()
    return broken
