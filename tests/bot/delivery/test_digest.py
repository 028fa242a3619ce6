"""The real sender reminds of expiring points; points without reminder are extended once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import samples
from core import db, expiry, ledger, members
from tests.bot.delivery.conftest import PEOPLE, SenderStage, eventually

BOUGHT_AT = datetime(2026, 3, 1, 4, tzinfo=UTC)
ENDS_ON = date(2027, 2, 28)


class DaysBeforeExpiry:
    """A movable clock at noon, a number of days before the points expire."""

    def __init__(self, stage: SenderStage) -> None:
        self.program = stage.program
        self.at = BOUGHT_AT

    def __call__(self) -> datetime:
        return self.at

    async def remind(self, days_left: int, *, ends_on: date = ENDS_ON) -> expiry.Reminded:
        day = ends_on - timedelta(days=days_left)
        self.at = datetime.combine(day, time(12), tzinfo=self.program.local).astimezone(UTC)
        return await expiry.remind(self.program, at=self.at)

    async def expire(self) -> expiry.Expired:
        self.at += timedelta(days=1)
        return await expiry.expire(self.program, at=self.at)


async def sell(stage: SenderStage, member: members.Member, *days: int) -> None:
    """100 yuan on each of these days after the first; a file brings them in, without receipts."""
    added = await samples.merchant(stage.program, name="茶馆", at=BOUGHT_AT)
    for number, day in enumerate(days):
        await samples.purchase(
            stage.program,
            merchant_id=added.merchant.id,
            receipt=f"R{number}",
            member_id=member.id,
            amount_fen=100_00,
            occurred_at=BOUGHT_AT + timedelta(days=day),
            at=BOUGHT_AT + timedelta(days=60),
            channel="file",
        )


async def tried(number: int) -> None:
    """Wait until `number` notices were attempted and are due again."""

    async def so() -> bool:
        async with db.reading() as connection:
            attempted: int = await connection.fetchval(
                "SELECT count(*) FROM notice WHERE attempts > 0 AND state = 'due'"
            )
        return attempted == number

    await eventually(so)


async def test_digest_has_three_lines_and_two_buttons(stage: SenderStage) -> None:
    [member] = await stage.people(1, language="en")
    days = DaysBeforeExpiry(stage)
    await sell(stage, member, 0, 0, 2, 4, 6)
    await days.remind(24)
    async with stage.sending(clock=days, app_url=f"{stage.url}/app/"):
        message = await stage.client.next_message(PEOPLE[0].id)
        await stage.until(sent=1)
    assert message["text"].splitlines() == [
        "⏳ 500 points end soon",
        "200 until 28 Feb 2027 · 100 until 2 Mar 2027 · 100 until 4 Mar 2027 · 100 a little later",
        "Spend them first: /rewards shows what they buy.",
    ]
    [[app], [why]] = message["reply_markup"]["inline_keyboard"]
    assert app["web_app"]["url"].endswith("/app/")
    assert (why["text"], why["callback_data"]) == ("Why these points?", "open1:history")


async def test_one_ending_needs_no_list(stage: SenderStage) -> None:
    [member] = await stage.people(1)
    days = DaysBeforeExpiry(stage)
    await sell(stage, member, 0)
    await days.remind(30)
    async with stage.sending(clock=days):
        message = await stage.client.next_message(PEOPLE[0].id)
    assert message["text"].splitlines() == [
        "⏳ 100 分快到期了",
        "用到 2027年2月28日，过后就没有了。",
        "先用掉它们吧：能换什么，看 /rewards 。",
    ]
    [[why]] = message["reply_markup"]["inline_keyboard"]
    assert why["callback_data"] == "open1:history"


async def test_points_without_delivered_reminder_are_extended_once_then_expire(
    stage: SenderStage,
) -> None:
    [member] = await stage.people(1)
    days = DaysBeforeExpiry(stage)
    await sell(stage, member, 0)
    await stage.client.fault("bad_gateway", calls=None)
    async with stage.sending(clock=days):
        for number, days_left in enumerate((30, 7, 1), 1):
            assert await days.remind(days_left) == expiry.Reminded(members=1, lots=1)
            await tried(number)
        await days.remind(0)
        assert await days.expire() == expiry.Expired(lots=0, points=0, extended=1)
        await stage.until(failed=3)
        await stage.client.clear_faults()

        extended_to = ENDS_ON + timedelta(days=31)
        for number, days_left in enumerate((30, 7, 1), 1):
            assert await days.remind(days_left, ends_on=extended_to) == expiry.Reminded(1, 1)
            await stage.until(failed=3, sent=number)
        await days.remind(0, ends_on=extended_to)
        assert await days.expire() == expiry.Expired(lots=1, points=100, extended=0)
    texts = await stage.texts_of(member)
    assert ["2027年3月31日" in text for text in texts] == [True] * 3
    assert await ledger.proof() == []


async def test_points_of_a_member_who_blocked_the_bot_expire(stage: SenderStage) -> None:
    [member] = await stage.people(1)
    days = DaysBeforeExpiry(stage)
    await sell(stage, member, 0)
    await stage.client.block(PEOPLE[0].id)
    async with stage.sending(clock=days):
        for number, days_left in enumerate((30, 7, 1), 1):
            await days.remind(days_left)
            await stage.until(unreachable=number)
    await days.remind(0)
    assert (await days.expire()).lots == 1
    assert [entry.kind for entry in await ledger.history(member.id)] == ["expire", "earn"]
