"""Extremes in the chat: long names, hostile texts, full lists, and nothing at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

import samples
from core import catalog, families, members, merchants
from core.program import Program
from tests.bot.pooling import started_member
from tests.bot.running_bot import RunningBot, labels, words

ASale = Callable[..., Awaitable[Any]]
AMerchant = Callable[..., Awaitable[merchants.Added]]
LONG_SAID = {part: dict.fromkeys(("zh-Hans", "en"), "&<b>" * 250) for part in catalog.DISCLOSURE}
LONG_TITLE = dict.fromkeys(("zh-Hans", "en"), "<i>&" * 20)


async def full_family(
    chat: RunningBot, program: Program, head: members.Member
) -> list[members.Member]:
    """A family of eight whose names are as long as Telegram lets them be."""
    at = chat.clock()
    others = [
        await samples.member(
            program, telegram_id=5000 + number, name="<&家" * 42, language="en", at=at
        )
        for number in range(7)
    ]
    people = [head, *others]
    await samples.family(program, [person.id for person in people], name="<b>&{" * 6 + "{}", at=at)
    return people


async def test_a_full_family_of_long_names_buys_something_long(
    chat: RunningBot, program: Program, a_sale: ASale, a_merchant: AMerchant
) -> None:
    head, at = await started_member(chat, 1002), chat.clock()
    people = await full_family(chat, program, head)
    shop = (await a_merchant(name="<店&" * 20, at=at)).merchant
    for person in people:
        assert person.telegram_id
        await a_sale(person.telegram_id, 100_00)
        await families.contribute(program, member_id=person.id, points=100, key=uuid4().hex, at=at)
    await samples.reward(
        program,
        merchant_id=shop.id,
        points=800,
        at=at,
        title=LONG_TITLE,
        description=dict.fromkeys(("zh-Hans", "en"), "&<b>" * 250),
        disclosure=LONG_SAID,
    )
    shown = await chat.ask(1002, "/family")
    assert words(shown).count("<&家" * 42) == 7
    assert "<b>&{<b>&{" in words(shown)
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    rules = await chat.turned(1002, card, "Key rules")
    for part in (
        "From how many points",
        "How points are earned",
        "Validity",
        "Limits and stock",
        "Delivery",
        "Complaints",
    ):
        assert f"{part}: &<b>&<b>" in words(rules)
    card = await chat.turned(1002, rules, "‹ Back")
    quoted = await chat.turned(1002, card, "From the family · 800")
    receipt = await chat.followed(1002, quoted, "Redeem for 800")
    assert words(receipt).count("…") == 8  # seven names and how to use it
    assert words(receipt).count(" 100") == 8
    voucher = await chat.followed(1002, await chat.ask(1002, "/vouchers"), "1")
    assert "Voucher " in words(voucher)


async def test_events_that_do_not_fit_are_counted(
    chat: RunningBot, program: Program, a_merchant: AMerchant
) -> None:
    await started_member(chat, 1002)
    at = chat.clock()
    shop = (await a_merchant(name="<店&" * 20, at=at)).merchant
    rewards = [
        await samples.reward(program, merchant_id=shop.id, points=100, at=at, title=LONG_TITLE)
        for _ in range(12)
    ]
    for _ in range(6):
        event = await catalog.draft_event(
            program,
            merchant_id=shop.id,
            theme="spring",
            title=LONG_TITLE,
            starts_at=at,
            ends_at=at + timedelta(days=9),
            multiplier=None,
            categories=[f"{number:02}" + "<&" * 31 for number in range(50)],
            prices={reward.id: 50 for reward in rewards},
            disclosure=LONG_SAID,
            at=at,
        )
        await catalog.publish_event(program, merchant_id=shop.id, event_id=event.id, at=at)
    shown = await chat.ask(1002, "/events")
    assert words(shown).startswith("Events\n\n1. <i>&")
    assert words(shown).endswith("1 more event is in the app.")
    card = await chat.turned(1002, shown, "1")
    assert words(card).endswith("…")


async def test_the_last_day_of_an_event_is_its_last(
    chat: RunningBot, program: Program, a_merchant: AMerchant
) -> None:
    await started_member(chat, 1002)
    at = chat.clock()
    shop = (await a_merchant(at=at)).merchant
    midnight = at.astimezone(program.local).replace(hour=0) + timedelta(days=9)
    event = await catalog.draft_event(
        program,
        merchant_id=shop.id,
        theme="spring",
        title={"zh-Hans": "春", "en": "Spring"},
        starts_at=at,
        ends_at=midnight,
        multiplier=None,
        disclosure=samples.DISCLOSURE,
        at=at,
    )
    await catalog.publish_event(program, merchant_id=shop.id, event_id=event.id, at=at)
    assert "until 9 Mar 2026" in words(await chat.ask(1002, "/events"))  # gone with the 10th


async def test_every_voucher_is_reached_page_by_page(
    chat: RunningBot, program: Program, a_sale: ASale, a_merchant: AMerchant
) -> None:
    member, at = await started_member(chat, 1002), chat.clock()
    shop = (await a_merchant(at=at)).merchant
    await a_sale(1002, 100_00)
    reward = await samples.reward(program, merchant_id=shop.id, points=1, at=at)
    for _ in range(9):
        await samples.redemption(program, member_id=member.id, reward_id=reward.id, at=at)
    listed = await chat.ask(1002, "/vouchers")
    assert labels(listed)[:9] == [*map(str, range(1, 9)), "More ›"]
    second = await chat.turned(1002, listed, "More ›")
    assert labels(second)[:2] == ["9", "« Back"]
    voucher = await chat.followed(1002, second, "9")
    assert voucher["photo"]


@pytest.mark.parametrize("person", [1001, 1002])
async def test_empty_lists_offer_a_next_step(chat: RunningBot, person: int) -> None:
    await started_member(chat, person)
    for command in ("family", "events", "rewards", "vouchers", "reminders"):
        shown = await chat.ask(person, f"/{command}")
        assert words(shown)
        assert labels(shown), command


async def test_one_point_is_one_point(
    chat: RunningBot, program: Program, a_sale: ASale, a_merchant: AMerchant
) -> None:
    member, at = await started_member(chat, 1002), chat.clock()
    shop = (await a_merchant(at=at)).merchant
    await a_sale(1002, 2_00)
    await families.found(program, member_id=member.id, name="Lins", at=at)
    await families.contribute(program, member_id=member.id, points=1, key="K", at=at)
    await samples.reward(program, merchant_id=shop.id, points=1, at=at)
    assert "Lins has 1 point\n" in words(await chat.ask(1002, "/family"))
    assert "1 point, within reach" in words(await chat.ask(1002, "/rewards"))
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    quoted = await chat.turned(1002, card, "From my wallet · 1")
    assert "1 point from your wallet; 0 left" in words(quoted)
    receipt = await chat.followed(1002, quoted, "Redeem for 1")
    assert "Paid 1 point\n" in words(receipt)
