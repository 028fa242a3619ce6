"""Repeated calls: one mechanism, tested with a command that only counts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from core import db, keys
from core.errors import KeyReused, Refused
from core.program import Program
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("database")


@dataclass(frozen=True)
class Part:
    """A dataclass inside an answer."""

    id: UUID
    share: Decimal
    on: date


@dataclass(frozen=True)
class Counted(keys.Answer):
    """The answer of `count`."""

    number: int
    title: Mapping[str, str]
    parts: tuple[Part, ...]
    at: datetime


class Closed(Refused):
    """The refusal of `count`."""


DONE: list[int] = []
PART = Part(uuid4(), Decimal("1.50"), date(2025, 1, 10))


@db.command
@keys.repeatable("test-count", caller="member_id")
async def counted(
    program: Program,
    *,
    member_id: UUID,
    by: int = 1,
    open_: bool = True,
    key: str | None = None,
    at: datetime,
) -> Counted:
    await asyncio.sleep(0)  # so that equal calls would meet here without a lock
    if not open_:
        raise Closed
    DONE.append(by)
    return Counted(len(DONE), {"zh-Hans": "数", "en": "number"}, (PART,), at)


async def count(program: Program, **options: Any) -> Counted:
    return await counted(program, **{"at": NOON, **options})


@pytest.fixture(autouse=True)
def caller() -> UUID:
    DONE.clear()
    return uuid4()


async def test_the_same_call_again_gets_the_very_answer(program: Program, caller: UUID) -> None:
    first = await count(program, member_id=caller, key="K")
    again = await count(program, member_id=caller, key="K", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert not first.replayed
    assert again == replace(first, replayed=True)
    assert (list(again.title), type(again.parts)) == (list(first.title), tuple)
    assert DONE == [1]


async def test_a_call_without_a_key_is_done_each_time(program: Program, caller: UUID) -> None:
    for _ in range(2):
        assert not (await count(program, member_id=caller)).replayed
    assert DONE == [1, 1]


async def test_other_content_under_the_same_key_is_refused(program: Program, caller: UUID) -> None:
    await count(program, member_id=caller, key="K")
    for by in (2, 2**64):
        with pytest.raises(KeyReused) as refusal:
            await count(program, member_id=caller, by=by, key="K")
        assert refusal.value.facts == {"key": "K"}
    assert DONE == [1]


async def test_a_default_that_is_spelled_out_is_no_other_content(
    program: Program, caller: UUID
) -> None:
    await count(program, member_id=caller, key="K")
    assert (await count(program, member_id=caller, by=1, open_=True, key="K")).replayed


async def test_a_key_belongs_to_its_caller_and_its_command(program: Program, caller: UUID) -> None:
    @db.command
    @keys.repeatable("test-recount", caller="member_id")
    async def recount(
        program: Program, *, member_id: UUID, by: int, key: str, at: datetime
    ) -> Counted:
        return Counted(by, {}, (), at)

    await count(program, member_id=caller, key="K")
    assert not (await count(program, member_id=uuid4(), by=2, key="K")).replayed
    assert not (await recount(program, member_id=caller, by=3, key="K", at=NOON)).replayed


async def test_a_refusal_is_not_stored(program: Program, caller: UUID) -> None:
    with pytest.raises(Closed):
        await count(program, member_id=caller, open_=False, key="K")
    assert not (await count(program, member_id=caller, key="K")).replayed


async def test_twenty_equal_calls_at_once_are_done_once(program: Program, caller: UUID) -> None:
    answers = await asyncio.gather(*(count(program, member_id=caller, key="K") for _ in range(20)))
    assert sum(not answer.replayed for answer in answers) == 1
    assert len({replace(answer, replayed=False).number for answer in answers}) == 1
    assert DONE == [1]


async def test_a_batch_is_looked_up_and_stored_at_once(caller: UUID) -> None:
    answers = keys.Answers[Counted]("test-batch", lambda: Counted)
    calls = [keys.Call(caller, f"K{number}", keys.fingerprint(number)) for number in range(3)]
    made = [Counted(number, {}, (), NOON) for number in range(3)]

    @db.command
    async def find(calls: list[keys.Call]) -> list[Counted | KeyReused | None]:
        return await answers.find(calls)

    @db.command
    async def store(number: int) -> None:
        chosen = slice(number, number + 2)
        await answers.store(list(zip(calls[chosen], made[chosen], strict=True)), at=[NOON, NOON])

    assert await find(calls) == [None, None, None]
    await store(1)
    other = keys.Call(caller, "K2", keys.fingerprint("other"), {"quote": "K2"})
    *stored, refused = await find([*calls[:2], other])
    assert stored == [None, replace(made[1], replayed=True)]
    assert isinstance(refused, KeyReused)
    assert refused.facts == {"quote": "K2"}


def test_the_order_of_names_is_no_content() -> None:
    assert keys.fingerprint({"a": 1, "b": 2}) == keys.fingerprint({"b": 2, "a": 1})
    assert keys.fingerprint({"a": 1}) != keys.fingerprint({"a": 2})
    assert keys.fingerprint([1, 2]) != keys.fingerprint([2, 1])
    assert keys.fingerprint(2**64) != keys.fingerprint(2**65)
