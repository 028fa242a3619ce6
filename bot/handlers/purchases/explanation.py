"""Why an entry has the points it has: the purchase behind it and every rule that counted."""

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
"""Refunds told one by one; a purchase with more says how many."""


async def explain(
    *, member: Member, t: Language, program: Program, pressed: ExplainPurchase
) -> Screen:
    """The purchase, its components, and what became of it."""
    found = await purchases.why(member.id, pressed.entry)
    text = [
        *_sale(found, t, program),
        Markup(),
        *_earned(found, t),
        *_afterwards(found, t, program),
    ]
    back = buttons.callback(t.plain("bot-back"), HistoryPage(before=pressed.before))
    return Screen("\n".join(text), buttons.keyboard([back, buttons.go(t, "balance")]))


def _sale(found: purchases.Why, t: Language, program: Program) -> list[Markup]:
    return [
        t("purchases-why-title", merchant=found.merchant_name),
        t(
            "purchases-why-sale",
            amount=t.money(found.amount_fen),
            date=ledger.today(program, found.occurred_at),
            receipt=found.receipt,
        ),
    ]


def _earned(found: purchases.Why, t: Language) -> list[Markup]:
    title = found.event_title or {}
    facts = {
        "rate": found.terms.rate,
        "event": title.get(t.code) or next(iter(title.values()), ""),
        "multiplier": found.terms.event.multiplier if found.terms.event else 1,
        "green": found.terms.green_multiplier,
    }
    lines = [
        t(
            f"purchases-why-{part.kind}",
            points=part.points,
            date=part.expires_on,
            **facts,
        )
        for part in found.components
    ]
    if not lines:
        lines.append(t("purchases-why-none"))
    if found.trimmed:
        lines.append(
            t("purchases-why-trimmed", points=found.trimmed, percent=found.terms.cap_percent)
        )
    if found.debt_repaid:
        lines.append(t("purchases-why-repaid", points=found.debt_repaid))
    return lines


def _afterwards(found: purchases.Why, t: Language, program: Program) -> list[Markup]:
    if not found.refunds:
        return []
    lines = [
        t(
            "purchases-why-refund",
            amount=t.money(refund.amount_fen),
            points=refund.points,
            date=ledger.today(program, refund.at),
        )
        for refund in found.refunds[-REFUNDS:]
    ]
    if earlier := len(found.refunds) - len(lines):
        lines.insert(0, t("purchases-why-refunds-earlier", refunds=earlier))
    return [Markup(), *lines]
