"""Redeems quotes: a batch is one short transaction with a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from core import catalog, db, families, ledger, members, merchants
from core.errors import LoyaltyError
from core.program import Program
from core.redemptions.commands.judge import Fund, NewRedemption, Quoted, World, judge
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
    UnknownQuote, QuoteEnded, SoldOut, LimitReached, Short, PurseShrank, families.NotInFamily.
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
    quotes = await _quotes(ids)
    funds = await _funds(quotes)
    held = await ledger.held_in({one.wallet_id for one in funds}, today=today)
    issuers = {one.merchant_id for one in held}
    owners = {one.member_id for one in funds} | {one.member_id for one in quotes}
    await merchants.lock_budgets(issuers)
    await members.lock(owners)
    if purses := {one.family_id for one in quotes if one.family_id}:
        await families.lock(purses)
    left = await catalog.lock_stock({one.reward_id for one in quotes})
    quotes = await _quotes(ids)
    funds = await _funds(quotes)
    held = await ledger.held_in({one.wallet_id for one in funds}, today=today)
    if not {one.member_id for one in funds} <= owners:
        raise db.TryAgain("a member turned up between the look-up and the lock")
    if not {one.merchant_id for one in held} <= issuers:
        raise db.TryAgain("an issuer turned up between the look-up and the lock")
    return World(
        today=today,
        quotes={one.id: one for one in quotes},
        funds=funds,
        held=_by_wallet(held),
        left=left,
        taken=await _taken(quotes),
    )


async def _quotes(quote_ids: Iterable[UUID]) -> list[Quoted]:
    return [Quoted(**row) for row in await db.connection().fetch(_QUOTES, list(quote_ids))]


async def _funds(quotes: Sequence[Quoted]) -> list[Fund]:
    rows = await db.connection().fetch(
        _FUNDS,
        list(
            {
                who
                for one in quotes
                if one.source == "wallet"
                for who in (one.member_id, one.recipient_id)
            }
        ),
        list({one.family_id for one in quotes if one.family_id}),
    )
    return [Fund(**row) for row in rows]


def _by_wallet(held: Iterable[ledger.Held]) -> dict[int, list[ledger.Held]]:
    lying: dict[int, list[ledger.Held]] = defaultdict(list)
    for one in ledger.in_paying_order(held):
        lying[one.wallet_id].append(one)
    return lying


async def _taken(quotes: Sequence[Quoted]) -> dict[tuple[UUID, UUID], int]:
    limited = {(one.reward_id, one.member_id) for one in quotes if one.limit is not None}
    if not limited:
        return {}
    rows = await db.connection().fetch(
        _TAKEN, [reward for reward, _ in limited], [member for _, member in limited]
    )
    return {(row["reward_id"], row["member_id"]): row["taken"] for row in rows}
