"""What the season offers in the chat: whatever merchants write, it arrives whole and harmless."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import samples
from core import catalog, merchants
from core.program import Program
from tests.bot.conftest import House, labels, words

AMerchant = Callable[..., Awaitable[merchants.Added]]

LONG = "<b>&{" * 200
RULES = {part: {"zh-Hans": LONG, "en": LONG} for part in catalog.DISCLOSURE}


async def publish(
    house: House, program: Program, reward: catalog.Reward, **changes: object
) -> catalog.Event:
    """A season of the reward's merchant that lowers its price."""
    at = house.clock()
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
    house: House, program: Program, a_merchant: AMerchant
) -> None:
    shop = (await a_merchant(name="<i>&{", at=house.clock())).merchant
    title = {"zh-Hans": "<b>&{" * 16, "en": "<b>&{" * 16}
    reward = await samples.reward(
        program,
        merchant_id=shop.id,
        points=100,
        at=house.clock(),
        title=title,
        description={"zh-Hans": LONG, "en": LONG},
        disclosure=RULES,
    )
    await publish(house, program, reward, title=title, disclosure=RULES)
    await house.ask(1002, "/start")
    season = await house.turned(1002, await house.ask(1002, "/events"), "1")
    assert words(season).startswith("<b>&{")
    assert "<b>&…" in words(season)
    card = await house.turned(1002, season, labels(season)[0])
    assert "99 points (list price 100)" in words(card)
    rules = await house.turned(1002, card, "Key rules")
    assert words(rules).count("<b>&…") == len(catalog.DISCLOSURE)


async def test_yesterdays_event_says_that_it_is_over(
    house: House, program: Program, a_merchant: AMerchant
) -> None:
    shop = (await a_merchant(name="茶馆", at=house.clock())).merchant
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=house.clock())
    await publish(house, program, reward, ends_at=house.clock() + timedelta(days=1))
    await house.ask(1002, "/start")
    shown = await house.ask(1002, "/events")
    house.clock.moment += timedelta(days=1)
    season = await house.turned(1002, shown, "1")
    assert "Anniversary · 茶馆\nEnded " in words(season)
    assert labels(season)[-2:] == ["Events", "Balance"]
    gone = await house.turned(1002, season, "Events")
    assert "There is no event now" in words(gone)


async def test_more_events_than_buttons_are_counted(
    house: House, program: Program, a_merchant: AMerchant
) -> None:
    shop = (await a_merchant(name="茶馆", at=house.clock())).merchant
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=house.clock())
    for _ in range(7):
        await publish(house, program, reward)
    await house.ask(1002, "/start")
    shown = await house.ask(1002, "/events")
    assert labels(shown)[:5] == ["1", "2", "3", "4", "5"]
    assert "2 more events are in the app." in words(shown)
