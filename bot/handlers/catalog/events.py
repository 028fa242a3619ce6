"""The events of the season: the list, and one event with its prices and key rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from markupsafe import Markup

from bot import buttons
from bot.handlers.catalog.buttons import ShowEvent, ShowReward
from bot.handlers.catalog.merchant_texts import in_language, key_rules
from bot.screens import TEXT_MAX, Screen, fitted, shortened
from core import catalog
from core.program import Program
from locales import Language

EVENTS = 5
"""Events in the list: as many as there are buttons in a row."""
WHEN = {"draft": "soon", "published": "soon", "live": "now", "ended": "past"}
CATEGORIES_MAX = 300
"""Characters of the list of categories that an event applies to."""
PRICES = 8
"""Lowered prices in an event's message; the mini-app shows all of them."""


async def events(*, t: Language, program: Program, at: datetime, app_url: str) -> Screen:
    """Live and coming events in the order in which they begin; a numbered button opens each."""
    season = await catalog.events(at=at, states=("live", "published"))
    menu = [buttons.go(t, "rewards"), buttons.go(t, "balance")]
    app = buttons.app(t, app_url)
    if not season:
        return Screen(t("catalog-no-events"), buttons.keyboard(app, menu))
    offered = await _rewards_by_id(at)
    lines = [t("catalog-events-title")]
    for place, event in enumerate(season[:EVENTS], 1):
        lines += [Markup(), *_heading(event, t, program, place)]
        lines += [_price(reward, points, t) for reward, points in _lowered(event, offered)[:1]]
    if (hidden := len(season) - EVENTS) > 0:
        lines += [Markup(), t("catalog-events-more", events=hidden)]
    numbers = [
        buttons.callback(t.number(place), ShowEvent(event=event.id))
        for place, event in enumerate(season[:EVENTS], 1)
    ]
    return Screen(fitted(lines, TEXT_MAX), buttons.keyboard(numbers, app, menu))


async def show_event(
    *, t: Language, program: Program, at: datetime, app_url: str, pressed: ShowEvent
) -> Screen:
    """One event: its time, multiplier, lowered prices, and the rules that it must disclose."""
    event = await catalog.event(pressed.event, at)
    over = event.state == "ended"
    lowered = [] if over else _lowered(event, await _rewards_by_id(at))[:PRICES]
    lines = [*_heading(event, t, program)]
    if event.categories:
        categories = ", ".join(event.categories)
        lines.append(
            t("catalog-event-categories", categories=shortened(categories, CATEGORIES_MAX))
        )
    lines += [_saving(reward, points, t) for reward, points in lowered]
    lines += [Markup(), *key_rules(t, event.disclosure)]
    rewards = [
        [buttons.callback(in_language(t, reward.terms.title), ShowReward(reward=reward.id))]
        for reward, _ in lowered
    ]
    menu = [buttons.go(t, "events"), buttons.go(t, "balance")]
    app = buttons.app(t, app_url)
    return Screen(fitted(lines, TEXT_MAX), buttons.keyboard(*rewards, app, menu))


async def _rewards_by_id(at: datetime) -> dict[UUID, catalog.Reward]:
    return {reward.id: reward for reward in await catalog.rewards(at)}


def _heading(
    event: catalog.Event, t: Language, program: Program, place: int = 0
) -> Iterable[Markup]:
    title = in_language(t, event.title)
    yield t(
        f"catalog-event-{WHEN[event.state]}",
        title=f"{t.number(place)}. {title}" if place else title,
        merchant=event.merchant_name,
        multiplier=event.multiplier,
        starts=event.starts_at,
        ends=_last(program, event.ends_at),
    )


def _last(program: Program, ends_at: datetime) -> datetime | date:
    """The end as people say it: an event that ends at midnight lasts through the day before."""
    local = ends_at.astimezone(program.local)
    return local.date() - timedelta(days=1) if local.time() == time() else ends_at


def _lowered(
    event: catalog.Event, offered: Mapping[UUID, catalog.Reward]
) -> list[tuple[catalog.Reward, int]]:
    """The rewards that the event lowers, each with its price; the cheapest first."""
    lowered = [
        (offered[reward_id], points)
        for reward_id, points in event.prices.items()
        if reward_id in offered and points < offered[reward_id].list_points
    ]
    return sorted(lowered, key=lambda offer: (offer[1], offer[0].id))


def _price(reward: catalog.Reward, points: int, t: Language) -> Markup:
    title = in_language(t, reward.terms.title)
    return t("catalog-event-price", reward=title, list=reward.list_points, points=points)


def _saving(reward: catalog.Reward, points: int, t: Language) -> Markup:
    saved, gained = catalog.savings(reward.list_points, points)
    return t(
        "catalog-event-saving",
        reward=in_language(t, reward.terms.title),
        list=reward.list_points,
        points=points,
        saved=str(saved),
        gained=str(gained),
    )
