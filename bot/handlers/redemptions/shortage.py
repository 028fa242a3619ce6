"""Replies when the balance is too low: how many points are missing, and how to pay instead."""

from __future__ import annotations

from typing import TypeAlias

from markupsafe import Markup

from bot import buttons
from bot.handlers.catalog.buttons import ShowReward
from bot.handlers.families.buttons import step_button
from bot.handlers.redemptions.buttons import AskQuote
from bot.screens import Screen
from core.redemptions import Means, NotEnoughPoints, PurseShrank
from locales import Language

Shortage: TypeAlias = NotEnoughPoints | PurseShrank


def quoted(refusal: Shortage, means: Means, t: Language, pressed: AskQuote) -> Screen:
    """The reply to a request for a price: let the family pay, or contribute points first."""
    from_purse = pressed.source == "purse"
    refused = t("redemptions-short-purse", **refusal.facts) if from_purse else t.error(refusal)
    price = _price(refusal)
    rows = _contribute_row(price, means, t)
    if means.pays(price):
        other = AskQuote(reward=pressed.reward, source="purse", seat=pressed.seat)
        label = t.plain("catalog-reward-from-purse", points=price)
        rows.append([buttons.callback(label, other, "primary")])
    back = buttons.callback(t.plain("bot-back"), ShowReward(reward=pressed.reward))
    text = "\n".join([refused, *_other_way(price, means, t)])
    return Screen(text, buttons.keyboard(*rows, [back]))


def redeemed(refusal: Shortage, means: Means, t: Language) -> Screen:
    """The reply to a confirmed price when the points have been spent in the meantime."""
    price = _price(refusal)
    text = "\n".join([t.error(refusal), *_other_way(price, means, t)])
    menu = [buttons.go(t, "rewards"), buttons.go(t, "balance")]
    return Screen(text, buttons.keyboard(*_contribute_row(price, means, t), menu))


def _price(refusal: Shortage) -> int:
    return refusal.balance + refusal.missing


def _other_way(price: int, means: Means, t: Language) -> list[Markup]:
    if means.family and means.pays(price):
        return [t("redemptions-purse-could-pay", family=means.family.name)]
    points = means.fills(price)
    return [t("redemptions-fill-purse", points=points)] if points else []


def _contribute_row(price: int, means: Means, t: Language) -> list[buttons.Row]:
    return [[step_button(t, "put", "primary")]] if means.fills(price) else []
