"""The rewards that points buy: the list, one reward with its price now, and its rules."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import buttons
from bot.handlers.catalog.buttons import RewardRules, RewardsPage, ShowReward
from bot.handlers.catalog.merchant_texts import in_language, key_rules
from bot.handlers.families.buttons import step_button
from bot.handlers.redemptions.buttons import AskQuote
from bot.screens import TEXT_MAX, Screen, fitted
from core import catalog, redemptions
from core.members import Member
from core.program import Program
from core.redemptions import Means
from locales import Language

REWARDS = 5
"""Rewards on a page: as many as there are buttons in a row."""


async def rewards(*, member: Member, t: Language, program: Program, at: datetime) -> Screen:
    """The first page of the rewards, the cheapest first."""
    return await _rewards_from(0, member, t, program, at)


async def rewards_page(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: RewardsPage
) -> Screen:
    """Another page of the rewards."""
    return await _rewards_from(max(0, pressed.start), member, t, program, at)


async def _rewards_from(
    start: int, member: Member, t: Language, program: Program, at: datetime
) -> Screen:
    offered = await catalog.rewards(at)
    if not offered:
        return Screen(t("catalog-no-rewards"), buttons.home(t))
    means = await redemptions.means(program, member_id=member.id, at=at)
    rewards_of_page = offered[start : start + REWARDS]
    lines = [_rewards_title(t, means)]
    for place, reward in enumerate(rewards_of_page, start + 1):
        lines += [Markup(), _reward_line(reward, place, t, means)]
    numbers = [
        buttons.callback(t.number(place), ShowReward(reward=reward.id))
        for place, reward in enumerate(rewards_of_page, start + 1)
    ]
    pages = buttons.page_buttons(
        t, lambda place: RewardsPage(start=place), start=start, size=REWARDS, of=len(offered)
    )
    menu = [buttons.go(t, "vouchers"), buttons.go(t, "balance")]
    return Screen("\n".join(lines), buttons.keyboard(numbers, pages, menu))


def _rewards_title(t: Language, means: Means) -> Markup:
    if means.family is None:
        return t("catalog-rewards-title", balance=means.wallet)
    return t("catalog-rewards-title-family", balance=means.wallet, purse=means.family.purse)


def _reward_line(reward: catalog.Reward, place: int, t: Language, means: Means) -> Markup:
    facts = {
        "place": place,
        "title": in_language(t, reward.terms.title),
        "merchant": reward.merchant_name,
        "points": reward.points,
    }
    if reward.left == 0:
        return t("catalog-reward-line-sold-out", **facts)
    missing = max(0, reward.points - means.most)
    return t("catalog-reward-line", reach="no" if missing else "yes", missing=missing, **facts)


async def show_reward(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: ShowReward
) -> Screen:
    """One reward: its price now, the worth of a point, and how many points are missing."""
    reward = await catalog.reward(pressed.reward, at)
    means = await redemptions.means(program, member_id=member.id, at=at)
    return Screen("\n".join(_details(reward, t, means)), _ways_to_buy(reward, t, means))


def _details(reward: catalog.Reward, t: Language, means: Means) -> list[Markup]:
    terms = reward.terms
    title = in_language(t, terms.title)
    lines = [t("catalog-reward-title", title=title, merchant=reward.merchant_name)]
    if description := in_language(t, terms.description):
        lines.append(Markup.escape(description))
    lines += [Markup(), _price(reward, t)]
    if terms.cash_fen:
        lines.append(t("catalog-reward-cash", cash=t.money(terms.cash_fen)))
    worth = t.money(int(reward.fen_per_point.to_integral_value()))
    lines.append(t("catalog-reward-worth", market=t.money(terms.market_price_fen), worth=worth))
    if reward.left is not None:
        sold_out = reward.left == 0
        lines.append(
            t("catalog-reward-sold-out") if sold_out else t("catalog-reward-left", left=reward.left)
        )
    if terms.limit:
        lines.append(t("catalog-reward-limit", limit=terms.limit))
    lines.append(t("catalog-reward-delivery", delivery=terms.delivery, days=terms.voucher_days))
    missing = max(0, reward.points - means.wallet)
    lines += [Markup(), t("catalog-reward-wallet", balance=means.wallet, missing=missing)]
    if means.family is not None:
        missing = max(0, reward.points - means.family.purse)
        lines.append(t("catalog-reward-purse", balance=means.family.purse, missing=missing))
    if points := _points_to_contribute(reward, means):
        lines.append(t("redemptions-fill-purse", points=points))
    return lines


def _points_to_contribute(reward: catalog.Reward, means: Means) -> int:
    """Points that the member has to contribute before the family can pay.

    0 where the reward is sold out, where the member's own wallet pays, and where contributing does
    not help.
    """
    return 0 if reward.left == 0 or means.wallet >= reward.points else means.fills(reward.points)


def _price(reward: catalog.Reward, t: Language) -> Markup:
    if reward.event is None:
        return t("catalog-reward-price", points=reward.points)
    return t(
        "catalog-reward-price-event",
        points=reward.points,
        list=reward.list_points,
        event=in_language(t, reward.event.title),
        saved=str(reward.saved_percent),
        gained=str(reward.gained_percent),
        ends=reward.event.ends_at,
    )


def _ways_to_buy(reward: catalog.Reward, t: Language, means: Means) -> InlineKeyboardMarkup:
    rows = []
    sources = {"wallet": means.wallet, "purse": means.family.purse if means.family else 0}
    for source, balance in sources.items():
        if reward.left != 0 and balance >= reward.points:
            text = t.plain(f"catalog-reward-from-{source}", points=reward.points)
            data = AskQuote(reward=reward.id, source=source)
            rows.append([buttons.callback(text, data, "primary")])
    if _points_to_contribute(reward, means):
        rows.append([step_button(t, "put", "primary")])
    rules = buttons.callback(t.plain("catalog-reward-rules"), RewardRules(reward=reward.id))
    return buttons.keyboard(*rows, [rules, buttons.go(t, "rewards")])


async def rules(*, t: Language, at: datetime, app_url: str, pressed: RewardRules) -> Screen:
    """All the rules that must be disclosed of a reward."""
    reward = await catalog.reward(pressed.reward, at)
    title = in_language(t, reward.terms.title)
    lines = [t("catalog-reward-rules-title", title=title), Markup()]
    lines += key_rules(t, reward.terms.disclosure)
    back = buttons.callback(t.plain("bot-back"), ShowReward(reward=reward.id))
    return Screen(fitted(lines, TEXT_MAX), buttons.keyboard(buttons.app(t, app_url), [back]))
