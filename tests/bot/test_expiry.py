"""`/reminders`: what ends and when, and whether the member is written to before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from core import members, purchases
from tests.bot.running_bot import RunningBot, labels

Sale = Callable[..., Awaitable[purchases.Recorded]]


async def test_reminders_say_when_we_write(chat: RunningBot, a_sale: Sale) -> None:
    await chat.ask(1002, "/start")
    empty = (await chat.ask(1002, "/reminders"))["text"].split("\n")
    assert empty == [
        "You have no points now, so nothing can end.",
        "🔔 We write to you 30, 7, and 1 days before points end, never at night.",
    ]
    early = chat.clock() - timedelta(days=364)
    await a_sale(1002, 100_00, at=early, occurred_at=early)
    shown = await chat.ask(1002, "/reminders")
    assert shown["text"].split("\n")[2] == "100 · today is the last day"
    assert "Settings" in " ".join(labels(shown))


async def test_member_who_muted_notices_reads_that_none_are_sent(chat: RunningBot) -> None:
    await chat.ask(1002, "/start")
    member = await members.by_telegram(1002)
    assert member
    await members.consent(
        chat.dispatcher["program"],
        member_id=member.id,
        purpose="service",
        given=False,
        at=chat.clock(),
    )
    assert "You turned notices off" in (await chat.ask(1002, "/reminders"))["text"]


async def test_reminders_list_every_end_soonest_first(chat: RunningBot, a_sale: Sale) -> None:
    await chat.ask(1002, "/start")
    for back in range(11):
        early = chat.clock() - timedelta(days=300 + back)
        await a_sale(1002, (back + 1) * 100, at=early, occurred_at=early)
    shown = await chat.ask(1002, "/reminders")
    lines = shown["text"].split("\n")
    assert lines[2] == "11 · good until 24 Apr 2026, 54 days left"
    assert lines[10] == "6 more end later"  # 3 + 2 + 1
    assert lines[-1] == "🔔 We write to you 30, 7, and 1 days before points end, never at night."
