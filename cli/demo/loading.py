"""`demo`: loads the demo data in one transaction; a second load adds only what is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import typer

import samples
from cli.access import Access, access_of
from cli.demo.offers import offer
from cli.demo.people import CHILD, FATHER, MOTHER, PEOPLE, SHOPKEEPER, Character
from cli.demo.sales import JUST_NOW, SALES, DemoSale
from cli.demo.shops import EVENT_THEME, EVENT_TITLE, SHOPS, TEA_SHOP, DemoShop, disclosure
from cli.values import print_json
from core import catalog, db, families, ledger, members, merchants, notifications
from core.program import Program

BEFORE_EVERYTHING = timedelta(days=450)
SEASON_BEGAN = timedelta(days=5)
SEASON_LASTS = timedelta(days=21)
RETURNED_AFTER = timedelta(days=1)
POOLED_BEFORE = timedelta(hours=1)
FAMILY_NAME = "林家小院"


@dataclass(frozen=True)
class Loaded:
    """What a load added; `shops` are all of them by name, API keys only those of new shops."""

    members: int
    merchants: int
    purchases: int
    refunds: int
    event: UUID
    rewards: int
    shops: dict[str, UUID]
    api_keys: dict[str, str]


def demo(context: typer.Context) -> None:
    """Load the demo world; running it again adds what is missing, and prints what that was."""
    print_json(**asdict(asyncio.run(_demo(access_of(context)))))


async def _demo(access: Access) -> Loaded:
    async with access.opened() as opened:
        return await load(opened.program, at=opened.now())


@db.command
async def load(program: Program, *, at: datetime) -> Loaded:
    """Make the demo as it is at `at`: people, shops, rewards, a season, sales and a family."""
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
        await _pool(program, people, at=at - POOLED_BEFORE)
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

    They come first, so that a second load at the same time waits here and then finds the rest.
    """
    member_ids, newly = {}, []
    for person in PEOPLE:
        registered = await members.register(
            program,
            telegram_id=person.telegram_id,
            name=person.name,
            language="zh-Hans",
            at=at,
        )
        member_ids[person] = registered.member.id
        if registered.created:
            newly.append(registered.member.id)
    return member_ids, newly


async def _shops(program: Program, *, at: datetime) -> tuple[dict[DemoShop, UUID], dict[str, str]]:
    """Every shop's id, and the API keys of those that are new, by name."""
    known = {merchant.licence: merchant.id for merchant in await merchants.all()}
    api_keys = {}
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
    return {shop: known[shop.licence] for shop in SHOPS}, api_keys


async def _season(program: Program, merchant_id: UUID, *, at: datetime) -> UUID:
    """The double-points season that is live now; a new one when the last has ended."""
    for event in await catalog.events(merchant_id=merchant_id, at=at):
        if event.state == "live":
            return event.id
    starts_at = at - SEASON_BEGAN
    published = await samples.event(
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
    return published.id


async def _staff(program: Program, *, merchant_id: UUID, member_id: UUID, at: datetime) -> None:
    if any(staff.merchant_id == merchant_id for staff in await merchants.staff_of(member_id)):
        return
    token = await merchants.invite_staff(program, merchant_id=merchant_id, role="owner", at=at)
    await merchants.accept_invitation(program, token=token, member_id=member_id, at=at)


async def _hear(program: Program, member_id: UUID, *, given: bool, at: datetime) -> None:
    """Switch notices on or off; they are off while the past is posted, to send no old receipts."""
    await members.consent(program, member_id=member_id, purpose="service", given=given, at=at)


async def _mute_the_past(program: Program, *, at: datetime) -> None:
    """Claim the notices of members who have muted us, which settles them as muted.

    A claim takes one notice a member. Its leases of other notices end at once.
    """
    muted = -1
    while muted < (muted := (await notifications.counts()).get("muted", 0)):
        await notifications.claim(program, limit=1_000, lease=timedelta(0), at=at)


async def _post(
    program: Program, sale: DemoSale, member_id: UUID, merchant_id: UUID, *, at: datetime
) -> tuple[bool, bool]:
    """Post a sale and its refund; whether the purchase is new, and whether the refund is."""
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


async def _pool(program: Program, people: Mapping[Character, UUID], *, at: datetime) -> None:
    """Make the family of three; each puts in half of their points."""
    seats = [people[person] for person in (MOTHER, FATHER, CHILD)]
    await samples.family(program, seats, name=FAMILY_NAME, at=at)
    for member_id in seats:
        balance = await ledger.balance(member_id, today=ledger.today(program, at))
        if half := balance.personal // 2:
            await families.contribute(program, member_id=member_id, points=half, key="demo", at=at)


def _moment(program: Program, sale: DemoSale, *, at: datetime) -> datetime:
    """A minute ago for what happened today, else in the afternoon of its day."""
    today = ledger.today(program, at)
    day = sale.day(program, today=today)
    if day == today:
        return at - timedelta(minutes=1)
    # The minute depends on the receipt, so that sales of one day keep their order.
    minutes = sum(map(ord, sale.receipt)) % 60
    return datetime.combine(day, time(15, minutes), tzinfo=program.local).astimezone(UTC)
