"""Writes what a batch of accepted redemptions does, and what must be told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

import orjson

from core import catalog, db, ledger, merchants, notifications
from core.program import Program
from core.redemptions import rules
from core.redemptions.commands.judge import Accepted, World

_REDEMPTIONS = """
INSERT INTO redemption (id, member_id, recipient_id, merchant_id, reward_id, reward_version_id,
                        points, source, family_id, redeemed_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[],
                     $7::bigint[], $8::text[], $9::uuid[], $10::timestamptz[])
"""
_VOUCHERS = """
INSERT INTO voucher (code, redemption_id, member_id, merchant_id, ends_on)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::date[])
"""
_WORDS = """
SELECT v.id, v.title::text AS title, m.name AS merchant
FROM reward_version v JOIN reward r ON r.id = v.reward_id JOIN merchant m ON m.id = r.merchant_id
WHERE v.id = ANY($1::bigint[])
"""
_NAMES = "SELECT id, name, language FROM member WHERE id = ANY($1::uuid[])"


async def write(program: Program, world: World) -> None:
    """Redemptions, what pays for them, vouchers, stock, budgets: in the order of their proofs."""
    accepted = world.accepted
    await _insert(_REDEMPTIONS, [_redemption(one) for one in accepted])
    entries = await ledger.locked.numbers(lots=0, entries=sum(len(one.slices) for one in accepted))
    await ledger.locked.post(_posting(accepted, iter(entries.entries)))
    vouchers = [_voucher(program, one) for one in accepted]
    await _insert(_VOUCHERS, vouchers)
    if world.sold:
        await catalog.locked.sell_stock(world.sold)
    await merchants.locked.change_budgets(_spent(accepted))
    await _tell(accepted, {row[1]: (row[0], row[4]) for row in vouchers})


async def _insert(statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    await db.connection().execute(statement, *(list(column) for column in zip(*rows, strict=True)))


def _redemption(one: Accepted) -> tuple[object, ...]:
    quoted = one.quoted
    return (
        quoted.id,
        quoted.member_id,
        quoted.recipient_id,
        quoted.merchant_id,
        quoted.reward_id,
        quoted.reward_version_id,
        quoted.points,
        quoted.source,
        quoted.family_id,
        one.asked.at,
    )


def _posting(accepted: Sequence[Accepted], numbers: Iterator[int]) -> ledger.Posting:
    """One entry an owner: nobody pays but with their own lots."""
    posting = ledger.Posting()
    for one in accepted:
        for owner, slices in one.slices:
            entry_id = next(numbers)
            posting.entries.append(
                ledger.NewEntry(
                    id=entry_id,
                    kind="redeem",
                    member_id=owner,
                    points=ledger.total(slices),
                    at=one.asked.at,
                    redemption_id=one.quoted.id,
                )
            )
            posting.moves += [ledger.move(entry_id, drawn, ledger.REDEEMED) for drawn in slices]
    return posting


def _voucher(program: Program, one: Accepted) -> tuple[str, UUID, UUID, UUID, date]:
    ends_on = ledger.today(program, one.asked.at) + timedelta(days=one.quoted.voucher_days)
    return (
        rules.new_code(),
        one.quoted.id,
        one.quoted.recipient_id,
        one.quoted.merchant_id,
        ends_on,
    )


def _spent(accepted: Sequence[Accepted]) -> dict[UUID, merchants.BudgetChange]:
    """What issuers reserved for these points is now spent."""
    fen: dict[UUID, int] = defaultdict(int)
    for one in accepted:
        for _, slices in one.slices:
            for drawn in slices:
                fen[drawn.held.merchant_id] += drawn.points * drawn.held.cost_fen
    return {
        merchant: merchants.BudgetChange(reserve_fen=-cost, spend_fen=cost)
        for merchant, cost in fen.items()
    }


async def _tell(accepted: Sequence[Accepted], vouchers: dict[UUID, tuple[str, date]]) -> None:
    """Owe a line to everybody who paid and to who may use the voucher, in their language."""
    rows = await db.connection().fetch(_WORDS, [one.quoted.reward_version_id for one in accepted])
    words = {row["id"]: (orjson.loads(row["title"]), row["merchant"]) for row in rows}
    concerned = {owner for one in accepted for owner in _parts(one)}
    concerned |= {one.quoted.member_id for one in accepted}
    people = {row["id"]: row for row in await db.connection().fetch(_NAMES, list(concerned))}
    notices = [
        notifications.NewNotice(
            key=f"{code}:{one.quoted.id}:{member_id}",
            member_id=member_id,
            code=code,
            facts={
                "redemption": str(one.quoted.id),
                "reward": words[one.quoted.reward_version_id][0][people[member_id]["language"]],
                "merchant": words[one.quoted.reward_version_id][1],
                "points": points,
                "price": one.quoted.points,
                "voucher": rules.format_code(vouchers[one.quoted.id][0]),
                "ends_on": vouchers[one.quoted.id][1].isoformat(),
                "name": people[one.quoted.member_id]["name"],
            },
            due_at=one.asked.at,
        )
        for one in accepted
        for member_id, points in _parts(one).items()
        for code in [_code(one, member_id)]
        if not (one.asked.told and member_id == one.asked.member_id)
    ]
    if notices:
        await notifications.put(notices, at=accepted[-1].asked.at)


def _parts(one: Accepted) -> dict[UUID, int]:
    """Everybody concerned, with the points that they paid."""
    paid = {owner: ledger.total(slices) for owner, slices in one.slices}
    return {one.quoted.member_id: 0, one.quoted.recipient_id: 0} | paid


def _code(one: Accepted, member_id: UUID) -> str:
    """Who redeemed reads of the whole, who received of the voucher, who only paid of their part."""
    if member_id == one.quoted.member_id:
        return "redemptions-redeemed"
    return "redemptions-received" if member_id == one.quoted.recipient_id else "redemptions-paid"
