"""A member with too few points reads in the chat which other way to pay exists."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import uuid4

from core import catalog, families
from core.program import Program
from tests.bot.pooling import Sale, pooled
from tests.bot.running_bot import RunningBot, labels, words

Offer = Callable[..., Awaitable[catalog.Reward]]


async def test_card_names_the_points_the_family_needs_from_the_member(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    await pooled(chat, program, a_sale)
    await a_sale(1002, 100_00)
    await an_offer(600)
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    assert "Family 500: 100 missing\nYour wallet holds enough: put 100 points into the family" in (
        words(card)
    )
    prompt = await chat.turned(1002, card, "Put points in")
    assert "up to 100" in words(prompt)
    theirs = await chat.turned(1001, await chat.ask(1001, "/rewards"), "1")
    assert "家庭 500 分，还差 100 分" in words(theirs)
    assert "/family" not in words(theirs)  # there is nothing of hers to put in
    await an_offer(100)  # the wallet pays this alone
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    assert "/family" not in words(card)


async def test_missing_family_points_can_be_contributed(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    mei, _ = await pooled(chat, program, a_sale)
    await a_sale(1002, 100_00)
    await an_offer(500)
    cards = [
        await chat.turned(person, await chat.ask(person, "/rewards"), "1")
        for person in (1001, 1002)
    ]
    await families.withdraw(program, member_id=mei.id, points=40, key=uuid4().hex, at=chat.clock())
    refusal = await chat.turned(1002, cards[1], "From the family · 500")
    assert words(refusal) == (
        "40 points are missing: the family has 460.\nYour wallet holds enough: "
        "put 40 points into the family (/family), then redeem from there."
    )
    assert labels(refusal) == ["Put points in", "‹ Back"]
    refusal = await chat.turned(1001, cards[0], "用家庭换 · 500 分")
    assert words(refusal) == (
        "还差 40 分：家庭现有 460 分。\n"
        "您钱包里的分够补上：发 /family 放入 40 分，再用家庭积分兑换。"
    )


async def test_points_missing_at_confirmation_can_be_contributed(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    mei, _ = await pooled(chat, program, a_sale)
    await a_sale(1002, 100_00)
    await an_offer(500)
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    quoted = await chat.turned(1002, card, "From the family · 500")
    await families.withdraw(program, member_id=mei.id, points=40, key=uuid4().hex, at=chat.clock())
    refusal = await chat.turned(1002, quoted, "Redeem for 500")
    assert "The family holds less by now" in words(refusal)
    assert "put 40 points into the family (/family)" in words(refusal)
    assert labels(refusal) == ["Put points in", "Rewards", "Balance"]


async def test_the_family_is_offered_where_the_wallet_is_short(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    _, sam = await pooled(chat, program, a_sale)
    await a_sale(1002, 100_00)
    await an_offer(100)
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    await families.contribute(
        program, member_id=sam.id, points=60, key=uuid4().hex, at=chat.clock()
    )
    refusal = await chat.turned(1002, card, "From my wallet · 100")
    assert words(refusal) == (
        "60 points are missing: you have 40.\nThe family “The Lins” holds enough and could pay."
    )
    quoted = await chat.turned(1002, refusal, "From the family · 100")
    assert "100 points from the family “The Lins”" in words(quoted)


async def test_contribution_above_the_monthly_limit_is_not_offered(
    chat: RunningBot, program: Program, a_sale: Sale, an_offer: Offer
) -> None:
    await pooled(chat, program, a_sale)
    for shop in ("一号店", "二号店"):
        await a_sale(1002, 49_950_00, shop=shop)
    await an_offer(100_400)
    card = await chat.turned(1002, await chat.ask(1002, "/rewards"), "1")
    assert "Family 500: 99,900 missing" in words(card)  # as many as lie in the wallet
    assert "/family" not in words(card)
