"""Posts purchases: a batch is one short transaction with a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import orjson

from core import catalog, db, families, ledger, members, merchants
from core.errors import LoyaltyError
from core.program import Program
from core.purchases import rules
from core.purchases.commands.judge import (
    Accepted,
    Component,
    NewPurchase,
    Recorded,
    Stored,
    World,
    judge,
)
from core.purchases.commands.post import post, tell

_STORED = """
SELECT p.id, p.merchant_id, p.receipt, p.member_id, p.fingerprint, p.points, p.answer
FROM purchase p JOIN unnest($1::uuid[], $2::text[]) asked(merchant_id, receipt)
    USING (merchant_id, receipt)
"""

_WRITE = """
INSERT INTO purchase (id, merchant_id, receipt, member_id, channel, amount_fen, items, occurred_at,
                      recorded_at, fingerprint, terms, points, answer)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bigint[],
                     $7::jsonb[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::jsonb[],
                     $12::bigint[], $13::jsonb[])
"""


@db.command
async def record_many(
    program: Program, *, purchases: Sequence[NewPurchase]
) -> list[Recorded | LoyaltyError]:
    """Judge purchases in the order given, each as if it came alone; write what is accepted.

    A refusal is a value in the answer and uses up nothing, not even its receipt. The same purchase
    again (merchant, receipt, member, amount, channel, items) is answered with what was stored.
    """
    found = await members.find_many([one.member for one in purchases])
    world = await _read(program, purchases, found)
    answers = [judge(world, one, member) for one, member in zip(purchases, found, strict=True)]
    if world.accepted:
        await _write(world)
    return answers


async def _judge(program: Program, purchases: list[NewPurchase]) -> list[Recorded | LoyaltyError]:
    return await record_many(program, purchases=purchases)


LANE = db.Lane(_judge)


async def record(
    program: Program,
    *,
    merchant_id: UUID,
    receipt: str,
    member: members.Reference,
    amount_fen: int,
    occurred_at: datetime,
    at: datetime,
    channel: str = "till",
    items: Sequence[rules.Item] = (),
) -> Recorded:
    """Post one purchase through the lane, in company of those that arrive with it.

    Raises what `record_many` would answer: BudgetExhausted, KeyReused, UnknownMember, CodeEnded,
    CodeSpent, ItemsDoNotAddUp, PurchaseTooOld, PurchaseInFuture, BornExpired.
    """
    purchase = NewPurchase(
        merchant_id=merchant_id,
        receipt=receipt,
        member=member,
        amount_fen=amount_fen,
        occurred_at=occurred_at,
        at=at,
        channel=channel,
        items=tuple(items),
    )
    if not db.in_command():
        return await LANE.submit(program, purchase)
    answer = (await record_many(program, purchases=[purchase]))[0]
    if isinstance(answer, LoyaltyError):
        raise answer
    return answer


async def _read(
    program: Program,
    purchases: Sequence[NewPurchase],
    found: Sequence[members.Member | None],
) -> World:
    """Lock the rows that decide, then read in later statements, newer than the locks."""
    merchant_ids = {one.merchant_id for one in purchases}
    member_ids = {member.id for member in found if member is not None}
    budgets = await merchants.locked.lock_budgets(merchant_ids)
    await members.locked.lock(member_ids)
    happened = [one.occurred_at for one in purchases]
    today = ledger.today(program, max(one.at for one in purchases))
    standings = await ledger.locked.standings(member_ids, today=today)
    codes = [reference.code for one in purchases if (reference := one.code())]
    return World(
        program=program,
        stored=await _stored(purchases),
        headroom_fen={merchant: budget.headroom_fen for merchant, budget in budgets.items()},
        rates=await merchants.rates(merchant_ids),
        events=await catalog.locked.multipliers(
            merchant_ids, earliest=min(happened), latest=max(happened)
        ),
        standings=standings,
        spent_codes=await members.spent_codes(codes) if codes else set(),
        contributing=await families.locked.contributing(program, member_ids, today=today),
    )


async def _stored(purchases: Sequence[NewPurchase]) -> dict[tuple[UUID, str], Stored]:
    rows = await db.connection().fetch(
        _STORED,
        [one.merchant_id for one in purchases],
        [one.receipt for one in purchases],
    )
    return {
        (row["merchant_id"], row["receipt"]): Stored(
            row["fingerprint"],
            recorded(
                purchase_id=row["id"],
                member_id=row["member_id"],
                receipt=row["receipt"],
                points=row["points"],
                answer=row["answer"],
            ),
        )
        for row in rows
    }


def recorded(
    *, purchase_id: UUID, member_id: UUID, receipt: str, points: int, answer: str
) -> Recorded:
    """What was answered when the purchase was posted, from its row."""
    plain = orjson.loads(answer)
    return Recorded(
        purchase_id=purchase_id,
        member_id=member_id,
        receipt=receipt,
        points=points,
        components=tuple(
            Component(kind, n, date.fromisoformat(day)) for kind, n, day in plain["components"]
        ),
        trimmed=plain["trimmed"],
        debt_repaid=plain["debt_repaid"],
        balance=plain["balance"],
    )


async def _write(world: World) -> None:
    accepted = world.accepted
    rows = [_row(one) for one in accepted]
    await db.connection().execute(_WRITE, *(list(column) for column in zip(*rows, strict=True)))
    entries = await post(world)
    await merchants.locked.change_budgets(
        {
            merchant: merchants.BudgetChange(
                reserve_fen=world.earned_fen[merchant] - world.repaid_fen[merchant], spend_fen=0
            )
            for merchant in world.earned_fen
        }
    )
    if world.codes:
        await members.locked.spend_codes(world.codes, at=accepted[-1].purchase.at)
    await tell(accepted, entries)


def _row(one: Accepted) -> tuple[object, ...]:
    purchase = one.purchase
    return (
        one.answer.purchase_id,
        purchase.merchant_id,
        purchase.receipt,
        one.member.id,
        purchase.channel,
        purchase.amount_fen,
        orjson.dumps([item.as_json() for item in purchase.items]).decode(),
        purchase.occurred_at,
        purchase.at,
        one.fingerprint,
        orjson.dumps(one.terms.as_json()).decode(),
        one.answer.points,
        orjson.dumps(one.answer.as_json()).decode(),
    )
