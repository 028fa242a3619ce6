"""Explains the points of an entry: the purchase behind it and every rule that applied."""

from __future__ import annotations

from markupsafe import Markup

from bot import buttons
from bot.handlers.ledger.buttons import HistoryPage
from bot.handlers.purchases.buttons import ExplainPurchase
from bot.screens import Screen
from core import ledger, purchases
from core.members import Member
from core.program import Program
from locales import Language

REFUNDS = 10
"""Refunds that are listed; of more, the earlier ones are only counted."""


async def explain(
    *, member: Member, t: Language, program: Program, pressed: ExplainPurchase
) -> Screen:
    """The purchase, the components of its points, and its refunds."""
    explained = await purchases.why(member.id, pressed.entry)
    text = [
        *_sale(explained, t, program),
        Markup(),
        *_earned(explained, t),
        *_refunds(explained, t, program),
    ]
    back = buttons.callback(t.plain("bot-back"), HistoryPage(before=pressed.before))
    return Screen("\n".join(text), buttons.keyboard([back, buttons.go(t, "balance")]))


def _sale(explained: purchases.Why, t: Language, program: Program) -> list[Markup]:
    return [
        t("purchases-why-title", merchant=explained.merchant_name),
        t(
            "purchases-why-sale",
            amount=t.money(explained.amount_fen),
            date=ledger.today(program, explained.occurred_at),
            receipt=explained.receipt,
        ),
    ]


def _earned(explained: purchases.Why, t: Language) -> list[Markup]:
    title = explained.event_title or {}
    facts = {
        "rate": explained.terms.rate,
        "event": title.get(t.code) or next(iter(title.values()), ""),
        "multiplier": explained.terms.event.multiplier if explained.terms.event else 1,
        "green": explained.terms.green_multiplier,
    }
    lines = [
        t(
            f"purchases-why-{part.kind}",
            points=part.points,
            date=part.expires_on,
            **facts,
        )
        for part in explained.components
    ]
    if not lines:
        lines.append(t("purchases-why-none"))
    if explained.trimmed:
        lines.append(
            t(
                "purchases-why-trimmed",
                points=explained.trimmed,
                percent=explained.terms.cap_percent,
            )
        )
    if explained.debt_repaid:
        lines.append(t("purchases-why-repaid", points=explained.debt_repaid))
    return lines


def _refunds(explained: purchases.Why, t: Language, program: Program) -> list[Markup]:
    if not explained.refunds:
        return []
    lines = [
        t(
            "purchases-why-refund",
            amount=t.money(refund.amount_fen),
            points=refund.points,
            date=ledger.today(program, refund.at),
        )
        for refund in explained.refunds[-REFUNDS:]
    ]
    if earlier := len(explained.refunds) - len(lines):
        lines.insert(0, t("purchases-why-refunds-earlier", refunds=earlier))
    return [Markup(), *lines]
