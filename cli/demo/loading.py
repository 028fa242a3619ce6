"""Makes the demo world, all of it or none of it; a second load finds everything in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import samples
from cli.demo.household import pool
from cli.demo.offers import offer
from cli.demo.people import MOTHER, PEOPLE, SHOPKEEPER, Character
from cli.demo.sales import JUST_NOW, SALES, Sale
from cli.demo.shops import EVENT_THEME, EVENT_TITLE, SHOPS, TEA_SHOP, Shop, disclosure
from core import catalog, db, ledger, members, merchants, notifications
from core.program import Program

BEFORE_EVERYTHING = timedelta(days=450)
SEASON_BEGAN = timedelta(days=5)
SEASON_LASTS = timedelta(days=21)
RETURNED_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Loaded:
    """What a load did; `shops` are all of them by name, API keys only of those that are new."""

    members: int
    merchants: int
    purchases: int
    refunds: int
    event: UUID
    rewards: int
    shops: dict[str, UUID]
    api_keys: dict[str, str]


@db.command
async def load(program: Program, *, at: datetime) -> Loaded:
    """The demo world as it is at `at`."""
    began = at - BEFORE_EVERYTHING
    people, newly = await _people(program, at=began)
    shops, api_keys = await _shops(program, at=began)
    event = await _season(program, shops[TEA_SHOP], at=at)
    rewards = await offer(program, shops, at=at)
    await _staff(program, merchant_id=shops[TEA_SHOP], member_id=people[SHOPKEEPER], at=began)
    for member_id in newly:
        await _hear(program, member_id, given=False, at=began)
    posted = [
        await _post(program, sale, people[sale.buyer], shops[sale.shop], at=at)
        for sale in sorted(SALES, key=lambda sale: _moment(program, sale, at=at))
    ]
    if people[MOTHER] in newly:
        await pool(program, people, at=at)
    if newly:
        await _mute_the_past(program, at=at)
    for member_id in newly:
        await _hear(program, member_id, given=True, at=at)
    posted.append(await _post(program, JUST_NOW, people[MOTHER], shops[JUST_NOW.shop], at=at))
    return Loaded(
        members=len(newly),
        merchants=len(api_keys),
        purchases=sum(made for made, _ in posted),
        refunds=sum(returned for _, returned in posted),
        event=event,
        rewards=rewards,
        shops={shop.name: merchant_id for shop, merchant_id in shops.items()},
        api_keys=api_keys,
    )


async def _people(program: Program, *, at: datetime) -> tuple[dict[Character, UUID], list[UUID]]:
    """Everybody's id, and the ids of those who are new.

    They come first: whoever loads at the same time waits here, and then finds the rest made.
    """
    found, newly = {}, []
    for person in PEOPLE:
        registered = await members.register(
            program,
            telegram_id=person.telegram_id,
            name=person.name,
            language="zh-Hans",
            at=at,
        )
        found[person] = registered.member.id
        if registered.created:
            newly.append(registered.member.id)
    return found, newly


async def _shops(program: Program, *, at: datetime) -> tuple[dict[Shop, UUID], dict[str, str]]:
    """Every shop's id, and the API keys of those that are new, by name."""
    known = {merchant.licence: merchant.id for merchant in await merchants.all()}
    found, api_keys = {}, {}
    for shop in SHOPS:
        if shop.licence not in known:
            added = await samples.merchant(
                program,
                name=shop.name,
                licence=shop.licence,
                budget_fen=shop.budget_fen,
                rate=shop.rate,
                at=at,
            )
            known[shop.licence] = added.merchant.id
            api_keys[shop.name] = added.api_key
        found[shop] = known[shop.licence]
    return found, api_keys


async def _season(program: Program, merchant_id: UUID, *, at: datetime) -> UUID:
    """The double-points season that is live now; a new one when the last has ended."""
    for event in await catalog.events(merchant_id=merchant_id, at=at):
        if event.state == "live":
            return event.id
    starts_at = at - SEASON_BEGAN
    held = await samples.event(
        program,
        merchant_id=merchant_id,
        theme=EVENT_THEME,
        title=EVENT_TITLE,
        starts_at=starts_at,
        ends_at=starts_at + SEASON_LASTS,
        multiplier=Decimal(2),
        disclosure=disclosure(program),
        at=starts_at - timedelta(days=1),
    )
    return held.id


async def _staff(program: Program, *, merchant_id: UUID, member_id: UUID, at: datetime) -> None:
    if any(staff.merchant_id == merchant_id for staff in await merchants.staff_of(member_id)):
        return
    token = await merchants.invite_staff(program, merchant_id=merchant_id, role="owner", at=at)
    await merchants.accept_invitation(program, token=token, member_id=member_id, at=at)


async def _hear(program: Program, member_id: UUID, *, given: bool, at: datetime) -> None:
    """Nobody wants twenty old receipts at once: notices are off while the past is posted."""
    await members.consent(program, member_id=member_id, purpose="service", given=given, at=at)


async def _mute_the_past(program: Program, *, at: datetime) -> None:
    """Claim what is due to people who do not hear from us, which settles it as muted.

    A claim takes one notice a member. What it leases of anybody else is due again at once.
    """
    muted = -1
    while muted < (muted := (await notifications.counts()).get("muted", 0)):
        await notifications.claim(program, limit=1_000, lease=timedelta(0), at=at)


async def _post(
    program: Program, sale: Sale, member_id: UUID, merchant_id: UUID, *, at: datetime
) -> tuple[bool, bool]:
    """Whether the purchase is new, and whether its refund is."""
    occurred_at = _moment(program, sale, at=at)
    recorded = await samples.purchase(
        program,
        merchant_id=merchant_id,
        member_id=member_id,
        receipt=sale.receipt,
        amount_fen=sale.amount_fen,
        channel=sale.channel,
        items=sale.items,
        at=occurred_at,
    )
    if not sale.returned_fen:
        return not recorded.replayed, False
    refunded = await samples.refund(
        program,
        merchant_id=merchant_id,
        receipt=sale.receipt,
        refund=f"{sale.receipt}-R",
        amount_fen=sale.returned_fen,
        at=occurred_at + RETURNED_AFTER,
    )
    return not recorded.replayed, not refunded.replayed


def _moment(program: Program, sale: Sale, *, at: datetime) -> datetime:
    """A minute ago for what happened today, else in the afternoon of its day."""
    today = ledger.today(program, at)
    day = sale.day(program, today=today)
    if day == today:
        return at - timedelta(minutes=1)
    # Receipts of one day differ in their minutes, so that their order is theirs.
    minutes = sum(map(ord, sale.receipt)) % 60
    return datetime.combine(day, time(15, minutes), tzinfo=program.local).astimezone(UTC)
