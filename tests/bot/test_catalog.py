"""Events and rewards in the chat: every text of a merchant is shown whole and escaped."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import samples
from core import catalog, merchants
from core.program import Program
from tests.bot.running_bot import RunningBot, labels, words

AMerchant = Callable[..., Awaitable[merchants.Added]]

LONG = "<b>&{" * 200
RULES = {part: {"zh-Hans": LONG, "en": LONG} for part in catalog.DISCLOSURE}


async def publish(
    chat: RunningBot, program: Program, reward: catalog.Reward, **changes: object
) -> catalog.Event:
    """A season of the reward's merchant that lowers its price."""
    at = chat.clock()
    wanted: dict[str, object] = {
        "title": {"zh-Hans": "店庆", "en": "Anniversary"},
        "starts_at": at,
        "ends_at": at + timedelta(days=3),
        "disclosure": reward.terms.disclosure,
    }
    drafted = await catalog.draft_event(
        program,
        merchant_id=reward.merchant_id,
        theme="anniversary",
        multiplier=None,
        prices={reward.id: reward.list_points - 1},
        at=at,
        **(wanted | changes),  # type: ignore[arg-type]
    )
    return await catalog.publish_event(
        program, merchant_id=reward.merchant_id, event_id=drafted.id, at=at
    )


async def test_rules_at_their_longest_arrive(
    chat: RunningBot, program: Program, a_merchant: AMerchant
) -> None:
    shop = (await a_merchant(name="<i>&{", at=chat.clock())).merchant
    title = {"zh-Hans": "<b>&{" * 16, "en": "<b>&{" * 16}
    reward = await samples.reward(
        program,
        merchant_id=shop.id,
        points=100,
        at=chat.clock(),
        title=title,
        description={"zh-Hans": LONG, "en": LONG},
        disclosure=RULES,
    )
    await publish(chat, program, reward, title=title, disclosure=RULES)
    await chat.ask(1002, "/start")
    season = await chat.turned(1002, await chat.ask(1002, "/events"), "1")
    assert words(season).startswith("<b>&{")
    assert "<b>&…" in words(season)
    card = await chat.turned(1002, season, labels(season)[0])
    assert "99 points (list price 100)" in words(card)
    rules = await chat.turned(1002, card, "Key rules")
    assert words(rules).count("<b>&…") == len(catalog.DISCLOSURE)


async def test_yesterdays_event_is_shown_as_ended(
    chat: RunningBot, program: Program, a_merchant: AMerchant
) -> None:
    shop = (await a_merchant(name="茶馆", at=chat.clock())).merchant
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=chat.clock())
    await publish(chat, program, reward, ends_at=chat.clock() + timedelta(days=1))
    await chat.ask(1002, "/start")
    shown = await chat.ask(1002, "/events")
    chat.clock.moment += timedelta(days=1)
    season = await chat.turned(1002, shown, "1")
    assert "Anniversary · 茶馆\nEnded " in words(season)
    assert labels(season)[-2:] == ["Events", "Balance"]
    gone = await chat.turned(1002, season, "Events")
    assert "There is no event now" in words(gone)


async def test_more_events_than_buttons_are_counted(
    chat: RunningBot, program: Program, a_merchant: AMerchant
) -> None:
    shop = (await a_merchant(name="茶馆", at=chat.clock())).merchant
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=chat.clock())
    for _ in range(7):
        await publish(chat, program, reward)
    await chat.ask(1002, "/start")
    shown = await chat.ask(1002, "/events")
    assert labels(shown)[:5] == ["1", "2", "3", "4", "5"]
    assert "2 more events are in the app." in words(shown)
