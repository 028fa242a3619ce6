"""Buying with points in the chat: browse, quote, confirm, receipt, voucher."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import samples
from core import catalog, purchases
from core.program import Program
from tests.bot.pooling import pooled
from tests.bot.running_bot import RunningBot, labels, words

Sale = Callable[..., Awaitable[purchases.Recorded]]
Offer = Callable[..., Awaitable[catalog.Reward]]


async def buy_the_first(chat: RunningBot, points: int) -> None:
    """Redeem the first reward of the list from the wallet."""
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    quoted = await chat.turned(1002, card, f"From my wallet · {points}")
    await chat.followed(1002, quoted, f"Redeem for {points}")


async def test_a_reward_is_found_quoted_confirmed_and_shown(
    chat: RunningBot, a_sale: Sale, an_offer: Offer
) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 5_200_00)
    await an_offer(5000, stock=3)
    shown = await chat.ask(1002, "/rewards")
    assert "1. Basic service · 顺达车行\n5,000 points, within reach" in words(shown)
    card = await chat.turned(1002, shown, "1")
    assert "3 left" in words(card)
    assert "a point buys ¥0.10" in words(card)
    quoted = await chat.turned(1002, card, "From my wallet · 5,000")
    assert "5,000 points from your wallet; 200 left after that" in words(quoted)
    receipt = await chat.followed(1002, quoted, "Redeem for 5,000")
    assert receipt["photo"]
    assert words(receipt).startswith(
        "Redeemed: Basic service · 顺达车行\nPaid 5,000 points\n200 left"
    )
    kept = await chat.client.message(1002, quoted["message_id"])
    assert kept is not None
    assert (words(kept), labels(kept)) == (words(quoted), [])
    data = quoted["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    pressed = await chat.client.press(1002, quoted["message_id"], data=data)  # a second finger
    said = await chat.client.answer_to(pressed)
    assert said["text"] == "You have redeemed this already. Nothing more was paid."
    again = await chat.client.next_message(1002, after=receipt["message_id"])
    assert words(again) == words(receipt)
    assert "You have 200 points" in words(await chat.ask(1002, "/balance"))


async def test_member_without_enough_points_reads_the_missing_points(
    chat: RunningBot, a_sale: Sale, an_offer: Offer
) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 9_999_00)
    await an_offer(10_000)
    shown = await chat.ask(1002, "/rewards")
    assert "1 missing" in words(shown)
    card = await chat.turned(1002, shown, "1")
    assert "Wallet 9,999: 1 missing" in words(card)
    assert not [label for label in labels(card) if label.startswith("From")]


async def test_five_months_of_a_thousand_yuan_buy_the_service_and_leave_nothing(
    chat: RunningBot, a_sale: Sale, an_offer: Offer
) -> None:
    await chat.ask(1002, "/start")
    await an_offer(5000)
    for months in range(4, -1, -1):
        assert "missing" in words(await chat.ask(1002, "/rewards"))
        bought_at = chat.clock() - timedelta(days=30 * months)
        await a_sale(1002, 1000_00, occurred_at=bought_at)
    shown = await chat.ask(1002, "/rewards")
    assert "within reach" in words(shown)
    card = await chat.turned(1002, shown, "1")
    quoted = await chat.turned(1002, card, "From my wallet · 5,000")
    receipt = await chat.followed(1002, quoted, "Redeem for 5,000")
    assert "Paid 5,000 points\n0 left in your wallet" in words(receipt)
    assert "You have 0 points" in words(await chat.ask(1002, "/balance"))


async def test_an_event_says_what_it_saves_and_gains(
    chat: RunningBot, program: Program, an_offer: Offer
) -> None:
    reward = await an_offer(6000)
    now = chat.clock()
    event = await catalog.draft_event(
        program,
        merchant_id=reward.merchant_id,
        theme="anniversary",
        title={"zh-Hans": "店庆", "en": "Anniversary"},
        starts_at=now,
        ends_at=now.replace(day=20),
        multiplier=None,
        prices={reward.id: 5000},
        disclosure=reward.terms.disclosure,
        at=now,
    )
    await catalog.publish_event(program, merchant_id=reward.merchant_id, event_id=event.id, at=now)
    await chat.ask(1002, "/start")
    shown = await chat.ask(1002, "/events")
    assert "Basic service: 6,000 → 5,000 points" in words(shown)
    season = await chat.turned(1002, shown, "1")
    assert "Basic service: 6,000 → 5,000 points, saves 16.7 %, gains 20.0 %" in words(season)
    card = await chat.turned(1002, season, "Basic service")
    assert "5,000 points (list price 6,000)" in words(card)
    assert "Anniversary: saves 16.7 %, gains 20.0 %" in words(card)


async def test_the_family_pays_and_the_receipt_says_who(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    mei, sam = await pooled(chat, program, a_sale)
    await an_offer(500)
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    quoted = await chat.turned(1002, card, "From the family · 500")
    assert "from the family “The Lins”; 0 left after that" in words(quoted)
    assert f"These points would pay: {mei.name} 300 · {sam.name} 200" in words(quoted)
    given = await chat.turned(1002, quoted, f"For {mei.name}")
    assert f"The voucher is for {mei.name}" in words(given)
    receipt = await chat.followed(1002, given, "Redeem for 500")
    assert f"Paid 500 points: {mei.name} 300 · {sam.name} 200" in words(receipt)
    assert f"{mei.name} has the voucher" in words(receipt)
    kept = await chat.client.message(1002, given["message_id"])
    assert kept is not None
    assert labels(kept) == []
    assert "用到" in words(await chat.ask(1001, "/vouchers"))


async def test_nothing_to_show_teaches(chat: RunningBot) -> None:
    await chat.ask(1002, "/start")
    assert "There is no reward yet" in words(await chat.ask(1002, "/rewards"))
    assert "You have no vouchers yet" in words(await chat.ask(1002, "/vouchers"))


async def test_vouchers_show_their_code_as_a_picture_and_typed(
    chat: RunningBot, a_sale: Sale, an_offer: Offer
) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 100_00)
    await an_offer(100)
    await buy_the_first(chat, 100)
    listed = await chat.ask(1002, "/vouchers")
    assert "1. Basic service · 顺达车行" in words(listed)
    voucher = await chat.followed(1002, listed, "1")
    assert voucher["photo"]
    assert "Voucher " in words(voucher)
    assert "how_to_redeem: said" in words(voucher)


async def test_history_names_the_reward_and_opens_the_voucher(
    chat: RunningBot, a_sale: Sale, an_offer: Offer
) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 100_00)
    await an_offer(60)
    await buy_the_first(chat, 60)
    history = await chat.ask(1002, "/history")
    assert "1. −60 redeemed: Basic service · 顺达车行 · 1 Mar 2026" in words(history)
    receipt = await chat.turned(1002, history, "1")
    assert words(receipt) == (
        "Basic service · 顺达车行\nRedeemed 1 Mar 2026, 16:00\nPaid 60 points"
    )
    assert labels(receipt) == ["Show the voucher", "‹ Back", "Balance"]
    assert (await chat.followed(1002, receipt, "Show the voucher"))["photo"]
    assert words(await chat.turned(1002, receipt, "Back")) == words(history)


async def test_contributor_sees_only_their_part_of_the_price(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    mei, sam = await pooled(chat, program, a_sale)
    reward = await an_offer(500)
    await samples.redemption(
        program, member_id=sam.id, reward_id=reward.id, source="purse", at=chat.clock()
    )
    bought = await chat.turned(1002, await chat.ask(1002, "/history"), "1")
    assert f"Paid 500 points: {sam.name} 200 · {mei.name} 300" in words(bought)  # own part first
    history = await chat.ask(1001, "/history")
    assert "1. −300 兑换 基础保养 · 顺达车行 · 2026年3月1日" in words(history)
    part = await chat.turned(1001, history, "1")
    assert words(part) == (
        "基础保养 · 顺达车行\n"
        f"2026年3月1日 16:00，{sam.name} 用家庭积分兑换\n"
        "一共 500 分，其中您的 300 分"
    )
    assert labels(part) == ["‹ 返回", "余额"]


async def test_voucher_recipient_sees_every_part_of_the_price(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    mei, sam = await pooled(chat, program, a_sale)
    reward = await an_offer(500)
    await samples.redemption(
        program,
        member_id=mei.id,
        reward_id=reward.id,
        source="purse",
        recipient_id=sam.id,
        at=chat.clock(),
    )
    given = await chat.turned(1002, await chat.ask(1002, "/history"), "1")
    assert f"{mei.name} redeemed this from the family, 1 Mar 2026, 16:00" in words(given)
    assert f"Paid 500 points: {sam.name} 200 · {mei.name} 300" in words(given)
    assert "Show the voucher" in labels(given)
    giving = await chat.turned(1001, await chat.ask(1001, "/history"), "1")
    assert f"券已发给 {sam.name}" in words(giving)
    assert "查看券" not in labels(giving)


async def test_receipt_is_sent_when_the_old_message_is_inaccessible(
    chat: RunningBot, a_sale: Sale, an_offer: Offer
) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 100_00)
    await an_offer(60)
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    quoted = await chat.turned(1002, card, "From my wallet · 60")
    await chat.client.fault("bad_gateway", methods=["editMessageReplyMarkup"], html=True)
    receipt = await chat.followed(1002, quoted, "Redeem for 60")
    assert "Paid 60 points" in words(receipt)
