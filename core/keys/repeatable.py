"""Makes commands repeatable: looks up the answer of an equal call, and stores new answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, wraps
from inspect import Parameter, signature
from typing import Any, Generic, ParamSpec, TypeVar, get_type_hints
from uuid import UUID

import orjson
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from core import db
from core.errors import KeyReused

_LOCK = "SELECT pg_advisory_xact_lock($1, $2)"
_FIND = """
SELECT caller, key, a.fingerprint, a.answer
FROM unnest($2::uuid[], $3::text[]) asked(caller, key) JOIN answer a USING (caller, key)
WHERE a.command = $1
"""
_STORE = """
INSERT INTO answer (caller, command, key, fingerprint, answer, at)
SELECT caller, $1, key, fingerprint, answer, at
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
    new(caller, key, fingerprint, answer, at)
"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer of a repeatable command; `replayed`: stored by an equal earlier call."""

    replayed: bool = False


P = ParamSpec("P")
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Call:
    """The caller, the key, and a fingerprint of the content.

    `named` is the key as the caller knows it: the facts of KeyReused.
    """

    caller: UUID
    key: str
    fingerprint: str
    named: Mapping[str, object] = field(default_factory=dict)


def fingerprint(*content: object) -> str:
    """A hash of plain JSON values; the order of names does not matter."""
    try:
        canonical = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:  # a number beyond 64 bits, which the command will refuse
        canonical = json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(canonical).hexdigest()


class Answers(Generic[A]):
    """The stored answers of one command, whose name is stored with each of them."""

    def __init__(self, command: str, answer: Callable[[], Any]) -> None:
        """`answer` gives the type of the answers; it is asked at the first use."""
        self._command = command
        self._answer = answer

    @cached_property
    def _json(self) -> TypeAdapter[A]:
        return TypeAdapter(self._answer())

    async def find(self, calls: Sequence[Call]) -> list[A | KeyReused | None]:
        """The stored answers of equal calls, in the order of `calls`; None where nothing is stored.

        In the caller's transaction, which in an earlier statement took a lock that equal calls
        need too: otherwise two of them at once would both find nothing.
        """
        rows = await db.connection().fetch(
            _FIND, self._command, [call.caller for call in calls], [call.key for call in calls]
        )
        stored = {(row["caller"], row["key"]): row for row in rows}
        answers: list[A | KeyReused | None] = []
        for call in calls:
            row = stored.get((call.caller, call.key))
            if row is None:
                answers.append(None)
            elif row["fingerprint"] != call.fingerprint:
                answers.append(KeyReused(**call.named))
            else:
                answers.append(replace(self._json.validate_json(row["answer"]), replayed=True))
        return answers

    async def store(self, answers: Sequence[tuple[Call, A]], *, at: Sequence[datetime]) -> None:
        """Store the answers of these calls, in the transaction of their acts."""
        await db.connection().execute(
            _STORE,
            self._command,
            [call.caller for call, _ in answers],
            [call.key for call, _ in answers],
            [call.fingerprint for call, _ in answers],
            [self._json.dump_json(answer).decode() for _, answer in answers],
            list(at),
        )

    async def once(self, call: Call, act: Callable[[], Awaitable[A]], *, at: datetime) -> A:
        """Act, or return the stored answer of an equal call; raises KeyReused.

        The lock is the first that the transaction takes, so equal calls wait here, holding
        nothing. It is released by COMMIT and by ROLLBACK: a refusal leaves no trace.
        """
        name = hashlib.sha256(f"{call.caller} {self._command} {call.key}".encode()).digest()
        await db.connection().execute(
            _LOCK, db.locks.KEYED_CALLS, int.from_bytes(name[:4], signed=True)
        )
        [earlier] = await self.find([call])
        if isinstance(earlier, KeyReused):
            raise earlier
        if earlier is not None:
            return earlier
        answer = await act()
        await self.store([(call, answer)], at=[at])
        return answer


def repeatable(
    command: str,
    *,
    caller: str,
    key: Sequence[str] = ("key",),
    content: Callable[..., tuple[object, ...]] | None = None,
) -> Callable[[Callable[P, Awaitable[A]]], Callable[P, Coroutine[Any, Any, A]]]:
    """Declare, below `@db.command`, that a call with the same key is done once.

    `command` is stored, so it outlives a renaming of the function. `caller` and `key` name the
    arguments that say whose call it is and under which key; a call without a key is just done.
    The content is every other argument that is not at its default, so that a new optional
    argument does not change what older calls asked for; `content` says it otherwise.
    """

    def declare(act: Callable[P, Awaitable[A]]) -> Callable[P, Coroutine[Any, Any, A]]:
        answers: Answers[A] = Answers(command, lambda: get_type_hints(act)["return"])
        apart = {caller, *key, "at"}
        defaults = {
            parameter.name: parameter.default
            for parameter in signature(act).parameters.values()
            if parameter.kind is Parameter.KEYWORD_ONLY and parameter.name not in apart
        }

        @wraps(act)
        async def run(*args: P.args, **kwargs: P.kwargs) -> A:
            arguments: Mapping[str, Any] = kwargs
            parts = [arguments.get(name) for name in key]
            if None in parts:
                return await act(*args, **kwargs)
            given = {name: arguments.get(name, default) for name, default in defaults.items()}
            chosen = {name: value for name, value in given.items() if value != defaults[name]}
            call = Call(
                arguments[caller],
                "/".join(map(str, parts)),
                fingerprint(*to_jsonable_python(content(**given) if content else (chosen,))),
                {key[-1]: parts[-1]},
            )
            return await answers.once(call, lambda: act(*args, **kwargs), at=arguments["at"])

        return run

    return declare
