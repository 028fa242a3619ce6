"""The page of one reward: what it is, how to pay it, and what a point is worth here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from aiohttp import web

from core import catalog, families, redemptions
from core.catalog import Reward
from core.members import Member
from core.redemptions import Means
from webapp import app_keys
from webapp.edge import http_io
from webapp.miniapp.catalog import seasons
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment

HUNDRED: Final = 100
REFUSALS: Final = (
    "redemptions-short",
    "redemptions-sold-out",
    "redemptions-limit",
    "purse-shrank",
    "families-none",
    "lapsed",
    "renewed",
    "unsure",
    "unreachable",
    "other",
)
"""Why paying may fail, as `webapp-refused-…` says what to do next."""


@dataclass(frozen=True)
class PaymentSource:
    """The wallet or the purse, as a way to pay this reward.

    `chosen` is the one that the page begins with. `instead` is the other source where it can pay
    what this one cannot. `fills` is what the member may put into the purse so that it can.
    """

    name: str
    balance: int
    price: int
    sold_out: bool
    chosen: bool
    instead: str = ""
    fills: int = 0

    @property
    def enough(self) -> bool:
        return self.balance >= self.price

    @property
    def pays(self) -> bool:
        """Whether the reward can be bought from here now."""
        return self.enough and not self.sold_out

    @property
    def percent(self) -> int:
        """The available part of the price, in percent."""
        return HUNDRED * min(self.balance, self.price) // self.price

    @property
    def advice(self) -> str:
        """How a member gets further whose points are too few: `instead`, `fill` or `missing`."""
        if self.enough or self.sold_out:
            return ""
        return "instead" if self.instead else "fill" if self.fills else "missing"

    @property
    def leads_to_family(self) -> bool:
        """Whether points that are put into the family would help."""
        return bool(self.advice) and (self.name == "purse" or self.advice == "fill")


@dataclass(frozen=True)
class Worth:
    """What a point buys here, in fen, among what it buys elsewhere today; `place` in percent."""

    fen: Decimal
    lowest: Decimal
    highest: Decimal

    @property
    def place(self) -> int:
        """The place on a bar from the lowest to the highest value, in percent."""
        span = self.highest - self.lowest
        return int(HUNDRED * (self.fen - self.lowest) / span) if span else HUNDRED


async def page(request: web.Request, member: Member) -> web.Response:
    """One reward with all its terms, and how to pay it; raises UnknownReward."""
    now = http_io.at(request)
    reward_id = http_io.id_in_path(request, "reward", otherwise=catalog.UnknownReward)
    reward = await catalog.reward(reward_id, now)
    means = await redemptions.means(request.app[app_keys.PROGRAM], member_id=member.id, at=now)
    sources = _sources(reward, means)
    event = await catalog.event(reward.event.event_id, now) if reward.event else None
    return fragment(
        request,
        MemberLocale(request, member),
        "reward.html",
        reward=reward,
        worth=_worth(reward, await catalog.rewards(now)),
        season=seasons.season_of(event.theme) if event else seasons.PLAIN,
        sources=sources,
        family=means.family,
        recipients=_recipients(means) if any(source.pays for source in sources) else (),
        refusals=REFUSALS,
        parts=catalog.DISCLOSURE,
    )


def _sources(reward: Reward, means: Means) -> list[PaymentSource]:
    """The wallet and, in a family, its purse; what pays alone is chosen, else the fuller one."""
    balances = {"wallet": means.wallet} | ({"purse": means.family.purse} if means.family else {})
    able = [name for name, balance in balances.items() if balance >= reward.points]
    chosen = able[0] if able else max(balances, key=lambda name: balances[name])
    return [
        PaymentSource(
            name=name,
            balance=balance,
            price=reward.points,
            sold_out=reward.left == 0,
            chosen=name == chosen,
            instead=next((other for other in able if other != name), ""),
            fills=means.fills(reward.points),
        )
        for name, balance in balances.items()
    ]


def _recipients(means: Means) -> list[families.Seat]:
    """The members of the family among whom the buyer chooses; none without a choice."""
    seats = means.family.seats if means.family else ()
    return sorted(seats, key=lambda seat: seat.number) if len(seats) > 1 else []


def _worth(reward: Reward, offered: list[Reward]) -> Worth:
    rates = [other.fen_per_point for other in offered] or [reward.fen_per_point]
    return Worth(reward.fen_per_point, min(rates), max(rates))
