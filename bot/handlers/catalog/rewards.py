"""What points buy: the list, what a reward costs now, and its rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import keyboards
from bot.handlers.catalog.words import in_language, key_rules
from bot.handlers.families.house import step
from bot.keyboards import AskQuote, RewardRules, RewardsPage, ShowReward
from bot.screens import TEXT_MAX, Screen, fitted
from core import catalog, families, ledger
from core.members import Member
from core.program import Program
from locales import Language

REWARDS = 5
"""Rewards on a page: as many as there are buttons in a row."""


@dataclass(frozen=True)
class Purse:
    """What a member can pay with: their wallet, and the family they sit in.

    `room` is what they may still put into the family this month.
    """

    wallet: int
    family: families.FamilyView | None
    room: int = 0

    @property
    def most(self) -> int:
        """What the fuller of the two holds."""
        return max(self.wallet, self.family.purse if self.family else 0)

    def pays(self, price: int) -> bool:
        """Whether the family could pay it."""
        return self.family is not None and self.family.purse >= price

    def fills(self, price: int) -> int:
        """What the family lacks of a price, if the member can put it in; otherwise 0."""
        missing = max(0, price - self.family.purse) if self.family else 0
        return missing if missing <= min(self.wallet, self.room) else 0


async def purse_of(member: Member, program: Program, at: datetime) -> Purse:
    """What the member can pay with now."""
    today = ledger.today(program, at)
    held = await ledger.balance(member.id, today=today)
    family = await families.family_of(member.id, today=today)
    if family is None:
        return Purse(held.personal, None)
    room = await families.allowed_this_month(program, member_id=member.id, at=at)
    return Purse(held.personal, family, room)


async def rewards(*, member: Member, t: Language, program: Program, at: datetime) -> Screen:
    """What points buy, the cheapest first."""
    return await _rewards_from(0, member, t, program, at)


async def rewards_page(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: RewardsPage
) -> Screen:
    """The rewards from a place on."""
    return await _rewards_from(max(0, pressed.start), member, t, program, at)


async def _rewards_from(
    start: int, member: Member, t: Language, program: Program, at: datetime
) -> Screen:
    offered = await catalog.rewards(at)
    if not offered:
        return Screen(t("catalog-no-rewards"), keyboards.home(t))
    purse = await purse_of(member, program, at)
    shown = offered[start : start + REWARDS]
    lines = [_rewards_title(t, purse)]
    for place, reward in enumerate(shown, start + 1):
        lines += [Markup(), _reward_line(reward, place, t, purse)]
    numbers = [
        keyboards.press(t.number(place), ShowReward(reward=reward.id))
        for place, reward in enumerate(shown, start + 1)
    ]
    turn = []
    if start:
        back = RewardsPage(start=max(0, start - REWARDS))
        turn.append(keyboards.press(t.plain("catalog-rewards-previous"), back))
    if start + REWARDS < len(offered):
        more = RewardsPage(start=start + REWARDS)
        turn.append(keyboards.press(t.plain("catalog-rewards-next"), more))
    menu = [keyboards.go(t, "vouchers"), keyboards.go(t, "balance")]
    return Screen("\n".join(lines), keyboards.keyboard(numbers, turn, menu))


def _rewards_title(t: Language, purse: Purse) -> Markup:
    if purse.family is None:
        return t("catalog-rewards-title", balance=purse.wallet)
    return t("catalog-rewards-title-family", balance=purse.wallet, purse=purse.family.purse)


def _reward_line(reward: catalog.Reward, place: int, t: Language, purse: Purse) -> Markup:
    facts = {
        "place": place,
        "title": in_language(t, reward.terms.title),
        "merchant": reward.merchant_name,
        "points": reward.points,
    }
    if reward.left == 0:
        return t("catalog-reward-line-sold-out", **facts)
    missing = max(0, reward.points - purse.most)
    return t("catalog-reward-line", reach="no" if missing else "yes", missing=missing, **facts)


async def show_reward(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: ShowReward
) -> Screen:
    """A reward with what it costs now, what a point buys, and how much is missing."""
    reward = await catalog.reward(pressed.reward, at)
    purse = await purse_of(member, program, at)
    return Screen("\n".join(_card(reward, t, purse)), _buying(reward, t, purse))


def _card(reward: catalog.Reward, t: Language, purse: Purse) -> list[Markup]:
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
    missing = max(0, reward.points - purse.wallet)
    lines += [Markup(), t("catalog-reward-wallet", balance=purse.wallet, missing=missing)]
    if purse.family is not None:
        missing = max(0, reward.points - purse.family.purse)
        lines.append(t("catalog-reward-purse", balance=purse.family.purse, missing=missing))
    if fills := _filled(reward, purse):
        lines.append(t("redemptions-fill-purse", points=fills))
    return lines


def _filled(reward: catalog.Reward, purse: Purse) -> int:
    """What the member would have to put in for the family to pay, where nothing else pays yet."""
    return 0 if reward.left == 0 or purse.wallet >= reward.points else purse.fills(reward.points)


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


def _buying(reward: catalog.Reward, t: Language, purse: Purse) -> InlineKeyboardMarkup:
    rows = []
    sources = {"wallet": purse.wallet, "purse": purse.family.purse if purse.family else 0}
    for source, balance in sources.items():
        if reward.left != 0 and balance >= reward.points:
            text = t.plain(f"catalog-reward-from-{source}", points=reward.points)
            asked = AskQuote(reward=reward.id, source=source)
            rows.append([keyboards.press(text, asked, "primary")])
    if _filled(reward, purse):
        rows.append([step(t, "put", "primary")])
    rules = keyboards.press(t.plain("catalog-reward-rules"), RewardRules(reward=reward.id))
    return keyboards.keyboard(*rows, [rules, keyboards.go(t, "rewards")])


async def rules(*, t: Language, at: datetime, app_url: str, pressed: RewardRules) -> Screen:
    """Everything that must be disclosed of a reward."""
    reward = await catalog.reward(pressed.reward, at)
    title = in_language(t, reward.terms.title)
    lines = [t("catalog-reward-rules-title", title=title), Markup()]
    lines += key_rules(t, reward.terms.disclosure)
    back = keyboards.press(t.plain("bot-back"), ShowReward(reward=reward.id))
    return Screen(fitted(lines, TEXT_MAX), keyboards.keyboard(keyboards.app(t, app_url), [back]))
