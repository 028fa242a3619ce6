"""Balance and history in the chat, and why an entry has its points."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

import samples
from bot.rate_limits import PersonRateLimit
from core import catalog, members, merchants, notifications, purchases
from core.program import Program
from tests.bot.running_bot import RunningBot, labels

Sale = Callable[..., Awaitable[purchases.Recorded]]


async def test_the_balance_is_bold_and_names_what_ends_first(
    chat: RunningBot, a_sale: Sale
) -> None:
    await chat.ask(1002, "/start")
    early = chat.clock() - timedelta(days=360)
    await a_sale(1002, 1_234_00, at=chat.clock())
    await a_sale(1002, 30_00, at=early, occurred_at=early)
    shown = await chat.ask(1002, "/balance")
    first, second, third = shown["text"].split("\n")
    assert first == "You have 1,264 points"
    bold = next(entity for entity in shown["entities"] if entity["type"] == "bold")
    assert first[bold["offset"] : bold["offset"] + bold["length"]] == "1,264"
    assert second == "30 of them good until 5 Mar 2026, 4 days left"
    assert third.startswith("Member number JF-")
    assert labels(shown) == ["Open Jiafen", "History", "My code"]


async def test_one_point_is_one_point(chat: RunningBot, a_sale: Sale) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 1_00)
    assert "You have 1 point\n" in (await chat.ask(1002, "/balance"))["text"]


async def test_last_day_is_named_and_points_are_gone_the_day_after(
    chat: RunningBot, a_sale: Sale
) -> None:
    await chat.ask(1001, "/start")
    await a_sale(1001, 50_00)
    chat.clock.moment += timedelta(days=364)
    assert "今天最后一天" in (await chat.ask(1001, "/balance"))["text"]
    chat.clock.moment += timedelta(days=1)
    shown = await chat.ask(1001, "/balance")
    assert "您有 0 积分" in shown["text"]
    assert "积分已经用完或到期" in shown["text"]


async def test_the_app_opens_from_the_balance(chat: RunningBot) -> None:
    shown = await chat.ask(1001, "/balance")
    first = shown["reply_markup"]["inline_keyboard"][0][0]
    assert first["web_app"]["url"].endswith("/app/")
    assert first["style"] == "primary"


async def test_empty_history_explains_how_to_earn(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/history")
    assert "After your first purchase" in shown["text"]
    assert labels(shown) == ["My code", "Balance"]


async def test_five_hundred_entries_are_turned_page_by_page_in_one_message(
    chat: RunningBot, a_sale: Sale, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PersonRateLimit, "allows", lambda *_: True)  # no finger is so fast
    await chat.ask(1003, "/start")
    await a_sale(1003, 1_00, shop="长" * 128)
    member = await members.by_telegram(1003)
    assert member is not None
    shop = (await merchants.all())[0]
    many = [
        purchases.NewPurchase(
            merchant_id=shop.id,
            receipt=f"MANY-{number}",
            member=members.ById(member.id),
            amount_fen=(number % 50 + 1) * 100,
            channel="till",
            items=(),
            occurred_at=chat.clock(),
            at=chat.clock(),
        )
        for number in range(1, 500)
    ]
    assert all(
        isinstance(outcome, purchases.Recorded)
        for outcome in await purchases.record_many(program, purchases=many)
    )
    page = await chat.ask(1003, "/history")
    assert "1. +50 · " in page["text"]
    turned = 0
    while "Older ›" in labels(page):
        page = await chat.turned(1003, page, "Older")
        turned += 1
        assert len(page["text"]) <= 4096
        if turned == 3:  # and back to the beginning, once
            newest = await chat.turned(1003, page, "Newest")
            assert "1. +50 · " in newest["text"]
            page = await chat.turned(1003, newest, "Older")
            page = await chat.turned(1003, page, "Older")
            page = await chat.turned(1003, page, "Older")
    assert turned == 99
    assert "+1 " in page["text"]
    assert "Older ›" not in labels(page)


async def spring(program: Program, shop: merchants.Merchant, at: datetime) -> None:
    """A published event of the shop that multiplies by one and a half."""
    event = await catalog.draft_event(
        program,
        merchant_id=shop.id,
        theme="spring",
        title={"zh-Hans": "迎春", "en": "Spring"},
        starts_at=at - timedelta(hours=1),
        ends_at=at + timedelta(days=3),
        multiplier=Decimal("1.5"),
        categories=(),
        disclosure={
            part: {"zh-Hans": f"{part}的规则", "en": f"about {part}"} for part in catalog.DISCLOSURE
        },
        at=at,
    )
    await catalog.publish_event(program, merchant_id=shop.id, event_id=event.id, at=at)


def an_item(sku: str, *, green: bool = False) -> purchases.Item:
    return purchases.Item(
        sku=sku, name=sku, category="", amount_fen=100_00, green=green, attributes={}
    )


async def test_an_entry_says_why_it_has_these_points(
    chat: RunningBot, program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]]
) -> None:
    await chat.ask(1002, "/start")
    at = chat.clock()
    shop = (await a_merchant(name="Green & <Co>", at=at, rate=Decimal("0.5"))).merchant
    await spring(program, shop, at)
    member = await members.by_telegram(1002)
    assert member is not None
    await samples.purchase(
        program,
        merchant_id=shop.id,
        receipt="WHY-1",
        member_id=member.id,
        amount_fen=200_00,
        items=(an_item("tea"), an_item("bag", green=True)),
        at=at,
    )
    await samples.refund(
        program, merchant_id=shop.id, receipt="WHY-1", refund="B-1", amount_fen=20_00, at=at
    )
    history = await chat.ask(1002, "/history")
    assert "taken back after a refund · Green & <Co>" in history["text"]
    why = await chat.turned(1002, history, "2")
    for line in (
        "Green & <Co>",
        "¥200.00 on 1 Mar 2026, receipt WHY-1",
        "+100 base: 0.5 points per yuan, good until 28 Feb 2027",
        "+50 event “Spring”: × 1.5, good until 28 Feb 2027",
        "+50 green goods: × 2, good until 28 Feb 2027",
        "¥20.00 refunded on 1 Mar 2026: the purchase earns 20 points less",
    ):
        assert line in why["text"]
    back = await chat.turned(1002, why, "Back")
    assert back["text"] == history["text"]
    events = await chat.ask(1002, "/events")
    assert "1. Spring · Green & <Co>\nOn now: points × 1.5, until 4 Mar 2026" in events["text"]
    assert "about earning" not in events["text"]
    card = await chat.turned(1002, events, "1")
    assert "Spring · Green & <Co>\nOn now: points × 1.5, until 4 Mar 2026" in card["text"]
    assert "How points are earned: about earning" in card["text"]
    assert "Complaints: about complaints" in card["text"]


async def test_a_purchase_that_came_later_says_its_own_day(chat: RunningBot, a_sale: Sale) -> None:
    for person in (1001, 1002):
        await chat.ask(person, "/start")
        await a_sale(person, 50_00, occurred_at=chat.clock() - timedelta(days=7))
        await a_sale(person, 20_00, occurred_at=chat.clock() - timedelta(hours=7))
    shown = (await chat.ask(1002, "/history"))["text"]
    assert "1. +20 · 好邻居超市 · 1 Mar 2026" in shown.split("\n")
    assert "2. +50 · 好邻居超市 · purchase of 22 Feb 2026, added 1 Mar 2026" in shown
    shown = (await chat.ask(1001, "/history"))["text"]
    assert "2. +50 · 好邻居超市 · 2026年2月22日 消费，2026年3月1日 入账" in shown


async def test_chat_names_debt_and_repayment(
    chat: RunningBot, a_sale: Sale, program: Program
) -> None:
    await chat.ask(1002, "/start")
    early = chat.clock() - timedelta(days=300)
    await a_sale(1002, 100_00, at=early, occurred_at=early, receipt="OWED")
    shop = (await merchants.all())[0]
    chat.clock.moment += timedelta(days=80)  # the points have ended unspent
    await a_sale(1002, 30_00, receipt="NEXT")
    await samples.refund(
        program,
        merchant_id=shop.id,
        receipt="NEXT",
        refund="B",
        amount_fen=30_00,
        at=chat.clock(),
    )
    shown = await chat.ask(1002, "/history")
    assert "−30 taken back after a refund" in shown["text"]
    assert "You have 0 points" in (await chat.ask(1002, "/balance"))["text"]


async def test_chat_tells_the_members_debt(
    chat: RunningBot, a_sale: Sale, program: Program
) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 300_00, receipt="SPENT")
    shop = (await merchants.all())[0]
    member = await members.by_telegram(1002)
    assert member is not None
    await samples.redemption_of_points(
        program, member_id=member.id, merchant_id=shop.id, points=300, at=chat.clock()
    )
    for refund, yuan in (("A", 50), ("B", 150)):
        await samples.refund(
            program,
            merchant_id=shop.id,
            receipt="SPENT",
            refund=refund,
            amount_fen=yuan * 100,
            at=chat.clock(),
        )
    shown = (await chat.ask(1002, "/balance"))["text"]
    assert f"You owe {shop.name} 200 points after a refund" in shown
    assert shown.count("You owe") == 1
    notice = (await notifications.recent(member.id))[0]
    assert (notice.code, notice.facts["debt"]) == ("purchases-clawed-back", 200)
    assert "No points yet" not in shown
