"""Every reward that members can buy, as a page and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from core import catalog, redemptions
from core.catalog import Reward
from core.members import Member
from core.redemptions import Means
from webapp import app_keys
from webapp.edge import http_io
from webapp.miniapp.auth import member_only
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment


@dataclass(frozen=True)
class RewardRow:
    """A reward in the list, with how near the member is to it.

    `reach` is what pays it (`wallet`, `purse`, or both `together`) or `missing`; `percent` of its
    price is in the fuller of wallet and purse.
    """

    reward: Reward
    reach: str
    missing: int
    percent: int

    @classmethod
    def of(cls, reward: Reward, means: Means) -> RewardRow:
        price = reward.points
        if price <= means.wallet:
            reach = "wallet"
        elif price <= means.most:
            reach = "purse"
        else:
            reach = "together" if means.fills(price) else "missing"
        percent = 100 * min(means.most, price) // price
        return cls(reward, reach, max(0, price - means.most), percent)


async def page(request: web.Request, member: Member) -> web.Response:
    """Every reward with its price now and how near the member is to it; sold out comes last."""
    now = http_io.at(request)
    means = await redemptions.means(request.app[app_keys.PROGRAM], member_id=member.id, at=now)
    rewards = sorted(await catalog.rewards(now), key=lambda reward: reward.left == 0)
    return fragment(
        request,
        MemberLocale(request, member),
        "rewards.html",
        funds={"wallet": means.wallet} | ({"purse": means.family.purse} if means.family else {}),
        rows=[RewardRow.of(reward, means) for reward in rewards],
    )


@member_only
async def rewards(request: web.Request, member: Member) -> web.Response:
    """Every reward, the cheapest first, and what the member can pay with."""
    now = http_io.at(request)
    means = await redemptions.means(request.app[app_keys.PROGRAM], member_id=member.id, at=now)
    return http_io.response(
        {
            "wallet": means.wallet,
            "purse": means.family.purse if means.family else None,
            "rewards": [
                _answer(reward, member.language, means) for reward in await catalog.rewards(now)
            ],
        }
    )


def _answer(reward: Reward, language: str, means: Means) -> dict[str, Any]:
    """A reward in the member's language; `missing` of the fuller of wallet and purse."""
    terms, offer = reward.terms, reward.event
    return {
        "reward": reward.id,
        "version": reward.version,
        "kind": reward.kind,
        "title": terms.title[language],
        "description": terms.description.get(language, ""),
        "merchant": reward.merchant_name,
        "points": reward.points,
        "list_points": reward.list_points,
        "missing": max(0, reward.points - means.most),
        "saved_percent": str(reward.saved_percent),
        "gained_percent": str(reward.gained_percent),
        "event": offer and {"title": offer.title[language], "ends_at": offer.ends_at},
        "left": reward.left,
        "limit": terms.limit,
        "cash": http_io.money(terms.cash_fen),
        "market_price": http_io.money(terms.market_price_fen),
        "delivery": terms.delivery,
        "voucher_days": terms.voucher_days,
        "disclosure": {part: said[language] for part, said in terms.disclosure.items()},
    }


ROUTES = (web.get("/app/api/rewards", rewards),)
