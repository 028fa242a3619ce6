"""`/reminders`: what ends and when, and whether the member is written to before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from core import members, purchases
from tests.bot.conftest import House, labels

Sale = Callable[..., Awaitable[purchases.Recorded]]


async def test_reminders_say_when_we_write(house: House, a_sale: Sale) -> None:
    await house.ask(1002, "/start")
    empty = (await house.ask(1002, "/reminders"))["text"].split("\n")
    assert empty == [
        "You have no points now, so nothing can end.",
        "🔔 We write to you 30, 7, and 1 days before points end, never at night.",
    ]
    early = house.clock() - timedelta(days=364)
    await a_sale(1002, 100_00, at=early, occurred_at=early)
    shown = await house.ask(1002, "/reminders")
    assert shown["text"].split("\n")[2] == "100 · today is the last day"
    assert "Settings" in " ".join(labels(shown))


async def test_who_muted_us_reads_that_we_do_not_write(house: House) -> None:
    await house.ask(1002, "/start")
    member = await members.by_telegram(1002)
    assert member
    await members.consent(
        house.dispatcher["program"],
        member_id=member.id,
        purpose="service",
        given=False,
        at=house.clock(),
    )
    assert "You turned notices off" in (await house.ask(1002, "/reminders"))["text"]
