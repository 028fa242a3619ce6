"""A family that has put points together, as tests of several files need it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import uuid4

import samples
from core import families, members, purchases
from core.program import Program
from tests.bot.running_bot import RunningBot

Sale = Callable[..., Awaitable[purchases.Recorded]]


async def member_of(person: int) -> members.Member:
    member = await members.by_telegram(person)
    assert member is not None
    return member


async def pooled(
    chat: RunningBot, program: Program, a_sale: Sale
) -> tuple[members.Member, members.Member]:
    """Mei and Sam in a family, with 300 and 200 points of theirs in its purse."""
    for person in (1001, 1002):
        await chat.ask(person, "/start")
    mei, sam = await member_of(1001), await member_of(1002)
    at = chat.clock()
    await samples.family(program, [mei.id, sam.id], name="The Lins", at=at)
    for person, member, points in ((1001, mei, 300), (1002, sam, 200)):
        await a_sale(person, points * 100)
        await families.contribute(
            program, member_id=member.id, points=points, key=uuid4().hex, at=at
        )
    return mei, sam


async def started_member(chat: RunningBot, person: int) -> members.Member:
    """The member who is this person; they send /start first if they never did."""
    if await members.by_telegram(person) is None:
        await chat.ask(person, "/start")
    return await member_of(person)
