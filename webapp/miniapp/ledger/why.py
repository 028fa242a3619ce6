"""Why one entry gave or took its points, shown inside the history."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from aiohttp import web

from core import purchases
from core.members import Member
from core.purchases import Why
from webapp.miniapp.auth import member_only
from webapp.miniapp.ledger.entries import entry_id
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment


@member_only
async def why(request: web.Request, member: Member) -> web.Response:
    """The rules behind one entry; 404 for an entry that is not this member's."""
    locale = MemberLocale(request, member)
    explained = await purchases.why(member.id, entry_id(request.match_info["entry"]))
    return fragment(
        request,
        locale,
        "why.html",
        why=explained,
        reasons=_reasons(locale, explained),
        ends={part.expires_on for part in explained.components},
        remaining=explained.points - sum(refund.points for refund in explained.refunds),
        cap=_without_zeros(explained.terms.cap_percent),
    )


def _reasons(locale: MemberLocale, why: Why) -> Mapping[str, str]:
    """By component, the rule that gave its points."""
    t, terms = locale.t, why.terms
    reasons = {
        "base": t.plain(
            "webapp-why-base", amount=t.money(why.amount_fen), rate=_without_zeros(terms.rate)
        ),
        "green": t.plain(
            "webapp-why-green",
            amount=t.money(sum(item.amount_fen for item in why.items if item.green)),
            multiplier=_without_zeros(terms.green_multiplier),
        ),
        "tier": t.plain("webapp-why-percent", percent=_without_zeros(terms.tier_percent)),
        "credit": t.plain("webapp-why-percent", percent=_without_zeros(terms.credit_percent)),
    }
    if terms.event and why.event_title:
        reasons["event"] = t.plain(
            "webapp-why-event",
            title=why.event_title[t.code],
            multiplier=_without_zeros(terms.event.multiplier),
        )
    return reasons


def _without_zeros(number: Decimal) -> str:
    """A rate without needless zeros: 2, 1.5."""
    return f"{number.normalize():f}"


ROUTES = (web.get("/app/pages/why/{entry}", why),)
