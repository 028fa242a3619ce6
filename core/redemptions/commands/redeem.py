"""Redeems quotes: a batch is one short transaction with a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from core import catalog, db, families, ledger, members, merchants
from core.errors import LoyaltyError
from core.program import Program
from core.redemptions.commands.judge import Fund, NewRedemption, Quoted, World, judge, paying
from core.redemptions.commands.write import write
from core.redemptions.queries import redeemed
from core.redemptions.rules import Redeemed

_QUOTES = """
SELECT q.id, q.member_id, q.recipient_id, q.reward_version_id, v.reward_id, r.merchant_id,
       q.points, q.source, q.family_id, v.limit_per_member AS limit, v.voucher_days, q.ends_at,
       d.id IS NOT NULL AS redeemed
FROM quote q JOIN reward_version v ON v.id = q.reward_version_id JOIN reward r ON r.id = v.reward_id
    LEFT JOIN redemption d ON d.id = q.id
WHERE q.id = ANY($1::uuid[])
"""
_FUNDS = """
SELECT w.id AS wallet_id, w.member_id, w.kind, s.family_id, s.joined_at
FROM wallet w LEFT JOIN seat s ON s.member_id = w.member_id AND s.left_at IS NULL
WHERE w.kind = 'personal' AND w.member_id = ANY($1::uuid[])
UNION ALL
SELECT w.id, w.member_id, w.kind, s.family_id, s.joined_at
FROM seat s JOIN wallet w ON w.member_id = s.member_id AND w.kind = 'share'
WHERE s.family_id = ANY($2::uuid[]) AND s.left_at IS NULL
"""
_TOGETHER = """
SELECT giver.member_id, other.member_id
FROM unnest($1::uuid[], $2::uuid[]) gift(giver, recipient)
    JOIN seat giver ON giver.member_id = gift.giver AND giver.left_at IS NULL
    JOIN seat other ON other.member_id = gift.recipient AND other.left_at IS NULL
        AND other.family_id = giver.family_id
"""
_TAKEN = """
SELECT d.reward_id, d.member_id, count(*) AS taken
FROM redemption d
    JOIN unnest($1::uuid[], $2::uuid[]) asked(reward_id, member_id) USING (reward_id, member_id)
GROUP BY d.reward_id, d.member_id
"""


@db.command
async def redeem_many(
    program: Program, *, redemptions: Sequence[NewRedemption], at: datetime
) -> list[Redeemed | LoyaltyError]:
    """Judge redemptions in the order given, each as if it came alone; write what is accepted.

    A refusal is a value in the answer. A quote that was redeemed is answered as it was then.
    """
    world = await _read(program, redemptions, at=at)
    refusals: list[LoyaltyError | None] = []
    fresh: list[bool] = []
    for one in redemptions:
        before = len(world.accepted)
        refusals.append(judge(world, one))
        fresh.append(len(world.accepted) > before)
    if world.accepted:
        await write(program, world)
    stands = [
        one.quote_id for one, refusal in zip(redemptions, refusals, strict=True) if not refusal
    ]
    answers = await redeemed(stands) if stands else {}
    return [
        refusal or replace(answers[one.quote_id], replayed=not new)
        for one, refusal, new in zip(redemptions, refusals, fresh, strict=True)
    ]


async def _judge(
    program: Program, redemptions: list[NewRedemption]
) -> list[Redeemed | LoyaltyError]:
    return await redeem_many(program, redemptions=redemptions, at=max(o.at for o in redemptions))


LANE = db.Lane(_judge)


async def redeem(
    program: Program, *, quote_id: UUID, member_id: UUID, told: bool = False, at: datetime
) -> Redeemed:
    """Buy what was quoted, once: the same quote again is answered as the first time.

    `told`: whoever asks tells the member the outcome, so no notice is owed to them. Raises
    UnknownQuote, QuoteEnded, SoldOut, LimitReached, NotEnoughPoints, PurseShrank,
    RecipientOutsideFamily, families.NotInFamily.
    """
    redemption = NewRedemption(quote_id, member_id, at, told)
    if not db.in_command():
        return await LANE.submit(program, redemption)
    answer = (await redeem_many(program, redemptions=[redemption], at=at))[0]
    if isinstance(answer, LoyaltyError):
        raise answer
    return answer


async def _read(program: Program, asked: Sequence[NewRedemption], *, at: datetime) -> World:
    """Lock budgets, members, families and stock, then read in later statements.

    Which issuers and members are concerned is only known from the wallets that pay, so these are
    looked up first; what turned up in between means that the look-up is done again.
    """
    today = ledger.today(program, at)
    ids = [one.quote_id for one in asked]
    found = await _look_up(ids, today=today)
    await merchants.locked.lock_budgets(found.issuers)
    await members.locked.lock(found.owners)
    if purses := {one.family_id for one in found.quotes if one.family_id}:
        await families.locked.lock(purses)
    left = await catalog.locked.lock_stock({one.reward_id for one in found.quotes})
    locked, found = found, await _look_up(ids, today=today)
    if not found.owners <= locked.owners:
        raise db.TryAgain("a member turned up between the look-up and the lock")
    if not found.issuers <= locked.issuers:
        raise db.TryAgain("an issuer turned up between the look-up and the lock")
    return World(
        today=today,
        quotes={one.id: one for one in found.quotes},
        wallets=found.wallets,
        purses=found.purses,
        payable=found.payable,
        left=left,
        taken=await _taken(found.quotes),
        together=await _together(found.quotes),
    )


@dataclass(frozen=True)
class _Found:
    """What is asked for, and which wallets pay it with what."""

    quotes: list[Quoted]
    wallets: dict[UUID, Fund]
    purses: dict[UUID, list[Fund]]
    payable: dict[int, ledger.Payable]

    @property
    def owners(self) -> set[UUID]:
        """Everybody whose points may move, who asks, or who is to have the voucher."""
        shares = {one.member_id for purse in self.purses.values() for one in purse}
        asking = {who for one in self.quotes for who in (one.member_id, one.recipient_id)}
        return shares | asking

    @property
    def issuers(self) -> set[UUID]:
        """Whose budgets the payment may change."""
        return {held.merchant_id for one in self.payable.values() for held in one.held}


async def _look_up(quote_ids: Sequence[UUID], *, today: date) -> _Found:
    quotes = await _quotes(quote_ids)
    wallets: dict[UUID, Fund] = {}
    purses: dict[UUID, list[Fund]] = defaultdict(list)
    for one in await _funds(quotes):
        if one.kind == "personal":
            wallets[one.member_id] = one
        elif one.family_id:
            purses[one.family_id].append(one)
    asked: dict[int, int] = defaultdict(int)
    for quoted in quotes:
        for one in paying(quoted, wallets=wallets, purses=purses):
            asked[one.wallet_id] += quoted.points
    return _Found(quotes, wallets, purses, await ledger.locked.payable(asked, today=today))


async def _quotes(quote_ids: Iterable[UUID]) -> list[Quoted]:
    return [Quoted(**row) for row in await db.connection().fetch(_QUOTES, list(quote_ids))]


async def _funds(quotes: Sequence[Quoted]) -> list[Fund]:
    rows = await db.connection().fetch(
        _FUNDS,
        list({one.member_id for one in quotes if one.source == "wallet"}),
        list({one.family_id for one in quotes if one.family_id}),
    )
    return [Fund(**row) for row in rows]


async def _together(quotes: Sequence[Quoted]) -> set[tuple[UUID, UUID]]:
    gifts = [one for one in quotes if one.is_gift]
    if not gifts:
        return set()
    rows = await db.connection().fetch(
        _TOGETHER, [one.member_id for one in gifts], [one.recipient_id for one in gifts]
    )
    return {(giver, recipient) for giver, recipient in rows}


async def _taken(quotes: Sequence[Quoted]) -> dict[tuple[UUID, UUID], int]:
    limited = {(one.reward_id, one.member_id) for one in quotes if one.limit is not None}
    if not limited:
        return {}
    rows = await db.connection().fetch(
        _TAKEN, [reward for reward, _ in limited], [member for _, member in limited]
    )
    return {(row["reward_id"], row["member_id"]): row["taken"] for row in rows}
