"""What the season offers: events with their rules; rewards and vouchers when they come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup

from bot import keyboards
from bot.handlers.ledger import balance
from bot.routing import Commands
from bot.screens import Screen
from core import catalog, ledger
from core.members import Member
from core.program import Program
from locales import Language

EVENTS = 5
RULES = ("earning", "validity", "limits", "complaints")
"""What of the disclosure stands in the chat; the mini-app has all of it."""
RULE_MAX = 120


async def events(*, t: Language, program: Program, at: datetime, app_url: str) -> Screen:
    """Live and coming events, soonest end first, with the rules that they must disclose."""
    found = await catalog.events(at=at, states=("live", "published"))
    menu = keyboards.keyboard(keyboards.app(t, app_url), [keyboards.go(t, "balance")])
    if not found:
        return Screen(t("catalog-no-events"), menu)
    text = [t("catalog-events-title")]
    for event in found[:EVENTS]:
        text += [Markup(), *_event(event, t, program)]
    if more := len(found) - EVENTS:
        text += [Markup(), t("catalog-events-more", events=more)] if more > 0 else []
    return Screen("\n".join(text), menu)


async def rewards(
    *, member: Member, t: Language, program: Program, at: datetime, app_url: str
) -> Screen:
    """Rewards come; points are safe until then."""
    own = await balance(member=member, t=t, program=program, at=at, app_url=app_url)
    return Screen(f"{t('catalog-rewards-coming')}\n\n{own.text}", own.keyboard)


async def vouchers(
    *, member: Member, t: Language, program: Program, at: datetime, app_url: str
) -> Screen:
    """Vouchers come with rewards."""
    own = await balance(member=member, t=t, program=program, at=at, app_url=app_url)
    return Screen(f"{t('catalog-vouchers-coming')}\n\n{own.text}", own.keyboard)


def _event(event: catalog.Event, t: Language, program: Program) -> list[Markup]:
    lines = [
        t(
            "catalog-event-now" if event.state == "live" else "catalog-event-soon",
            title=_in(t, event.title),
            merchant=event.merchant_name,
            multiplier=event.multiplier,
            starts=ledger.today(program, event.starts_at),
            ends=ledger.today(program, event.ends_at),
        )
    ]
    if event.categories:
        lines.append(t("catalog-event-categories", categories=", ".join(event.categories)))
    lines += [
        t(f"catalog-rule-{rule.replace('_', '-')}", text=_in(t, event.disclosure[rule])[:RULE_MAX])
        for rule in RULES
        if event.disclosure.get(rule)
    ]
    return lines


def _in(t: Language, text: Mapping[str, str]) -> str:
    return text.get(t.code) or next(iter(text.values()), "")


COMMANDS: Commands = {"events": events, "rewards": rewards, "vouchers": vouchers}
