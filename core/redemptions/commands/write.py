"""Writes a batch of accepted redemptions: payment, vouchers, stock, budgets, notices, answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from uuid import UUID

import asyncpg
import orjson

from core import catalog, db, ledger, merchants, notifications
from core.redemptions.answers import PaidBy, Redeemed, Voucher
from core.redemptions.rules.decide import AcceptedRedemption, RedemptionBatch

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
_REWARDS = """
SELECT v.id, v.version, v.title::text AS title, r.kind, v.cash_fen, v.delivery,
       v.disclosure::text AS disclosure, m.name AS merchant_name
FROM reward_version v JOIN reward r ON r.id = v.reward_id JOIN merchant m ON m.id = r.merchant_id
WHERE v.id = ANY($1::bigint[])
"""
_PEOPLE = """
SELECT m.id, m.name, m.language, s.number AS seat
FROM member m LEFT JOIN seat s ON s.member_id = m.id AND s.left_at IS NULL
WHERE m.id = ANY($1::uuid[])
"""


async def write(batch: RedemptionBatch) -> dict[UUID, Redeemed]:
    """Write accepted redemptions in the order that the constraints need; the answers by quote.

    In the caller's transaction; budgets, members, families and stock are locked.
    """
    accepted = list(batch.accepted.values())
    await _insert(_REDEMPTIONS, [_redemption_row(redemption) for redemption in accepted])
    numbers = await ledger.locked.numbers(
        entries=sum(len(redemption.paid) for redemption in accepted)
    )
    await ledger.locked.post(_posting(accepted, iter(numbers.entries)))
    await _insert(_VOUCHERS, [_voucher_row(redemption) for redemption in accepted])
    if batch.sold:
        await catalog.locked.sell_stock(batch.sold)
    await merchants.locked.change_budgets(_spent(accepted))
    rewards, people = await _rewards(accepted), await _people(accepted)
    answers = {redemption.quote.id: _answer(redemption, rewards, people) for redemption in accepted}
    notices = [
        notice
        for redemption in accepted
        for notice in _notices(redemption, answers[redemption.quote.id], people)
    ]
    if notices:
        await notifications.put(notices, at=accepted[-1].request.at)
    return answers


async def _insert(statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    await db.connection().execute(statement, *(list(column) for column in zip(*rows, strict=True)))


def _redemption_row(accepted: AcceptedRedemption) -> tuple[object, ...]:
    quote = accepted.quote
    return (
        quote.id,
        quote.member_id,
        quote.recipient_id,
        quote.merchant_id,
        quote.reward_id,
        quote.reward_version_id,
        quote.points,
        quote.source,
        quote.family_id,
        accepted.request.at,
    )


def _posting(accepted: Sequence[AcceptedRedemption], numbers: Iterator[int]) -> ledger.Posting:
    """One entry for each owner, because members pay with their own lots only."""
    posting = ledger.Posting()
    for redemption in accepted:
        for owner, slices in redemption.paid.items():
            entry_id = next(numbers)
            posting.entries.append(
                ledger.NewEntry(
                    id=entry_id,
                    kind="redeem",
                    member_id=owner,
                    points=ledger.total(slices),
                    at=redemption.request.at,
                    redemption_id=redemption.quote.id,
                )
            )
            posting.moves += [ledger.move(entry_id, part, ledger.REDEEMED) for part in slices]
    return posting


def _voucher_row(accepted: AcceptedRedemption) -> tuple[object, ...]:
    quote = accepted.quote
    return accepted.code, quote.id, quote.recipient_id, quote.merchant_id, accepted.ends_on


def _spent(accepted: Sequence[AcceptedRedemption]) -> dict[UUID, merchants.BudgetChange]:
    """Turn the budget reserved for these points into spent budget."""
    fen: dict[UUID, int] = defaultdict(int)
    for redemption in accepted:
        for slices in redemption.paid.values():
            for part in slices:
                fen[part.held.merchant_id] += part.points * part.held.cost_fen
    return {
        merchant: merchants.BudgetChange(reserve_fen=-cost, spend_fen=cost)
        for merchant, cost in fen.items()
    }


async def _rewards(accepted: Sequence[AcceptedRedemption]) -> dict[int, asyncpg.Record]:
    """The texts and terms of the rewards' versions, by their ids."""
    versions = {redemption.quote.reward_version_id for redemption in accepted}
    rows = await db.connection().fetch(_REWARDS, list(versions))
    return {row["id"]: row for row in rows}


async def _people(accepted: Sequence[AcceptedRedemption]) -> dict[UUID, asyncpg.Record]:
    """Names, languages and seats of the payers and recipients."""
    concerned = {member for redemption in accepted for member in _points_paid(redemption)}
    rows = await db.connection().fetch(_PEOPLE, list(concerned))
    return {row["id"]: row for row in rows}


def _points_paid(accepted: AcceptedRedemption) -> dict[UUID, int]:
    """The payers and the recipient, with the points that they paid."""
    paid = {owner: ledger.total(slices) for owner, slices in accepted.paid.items()}
    return {accepted.quote.member_id: 0, accepted.quote.recipient_id: 0} | paid


def _answer(
    accepted: AcceptedRedemption,
    rewards: Mapping[int, asyncpg.Record],
    people: Mapping[UUID, asyncpg.Record],
) -> Redeemed:
    """As `queries.redeemed` reads it from the rows, with what may be another tomorrow."""
    quote, reward = accepted.quote, rewards[accepted.quote.reward_version_id]
    redeemed_at = accepted.request.at.astimezone(UTC)
    paid_by = [
        PaidBy(owner, people[owner]["name"], ledger.total(slices))
        for owner, slices in accepted.paid.items()
    ]
    return Redeemed(
        redemption_id=quote.id,
        reward_id=quote.reward_id,
        version=reward["version"],
        points=quote.points,
        source=quote.source,
        member_id=quote.member_id,
        member_name=people[quote.member_id]["name"],
        recipient_id=quote.recipient_id,
        recipient_name=people[quote.recipient_id]["name"],
        redeemed_at=redeemed_at,
        paid_by=tuple(sorted(paid_by, key=lambda part: (-part.points, part.member_id))),
        voucher=Voucher(
            code=accepted.code,
            redemption_id=quote.id,
            title=orjson.loads(reward["title"]),
            kind=reward["kind"],
            points=quote.points,
            cash_fen=reward["cash_fen"],
            delivery=reward["delivery"],
            how_to_redeem=orjson.loads(reward["disclosure"])["how_to_redeem"],
            merchant_id=quote.merchant_id,
            merchant_name=reward["merchant_name"],
            member_id=quote.recipient_id,
            redeemed_at=redeemed_at,
            ends_on=accepted.ends_on,
            verified_at=None,
            till=None,
        ),
        language=people[quote.member_id]["language"],
        seats={owner: seat for owner in accepted.paid if (seat := people[owner]["seat"])},
    )


def _notices(
    accepted: AcceptedRedemption, answer: Redeemed, people: Mapping[UUID, asyncpg.Record]
) -> Iterator[notifications.NewNotice]:
    """A notice for each payer and for the voucher's recipient, in their language."""
    for member_id, points in _points_paid(accepted).items():
        if accepted.request.notified and member_id == answer.member_id:
            continue
        code = _code(answer, member_id)
        yield notifications.NewNotice(
            key=f"{code}:{answer.redemption_id}:{member_id}",
            member_id=member_id,
            code=code,
            facts={
                "redemption": str(answer.redemption_id),
                "reward": answer.voucher.title[people[member_id]["language"]],
                "merchant": answer.voucher.merchant_name,
                "points": points,
                "price": answer.points,
                "voucher": answer.voucher.spoken,
                "ends_on": accepted.ends_on.isoformat(),
                "name": answer.member_name,
            },
            due_at=accepted.request.at,
        )


def _code(answer: Redeemed, member_id: UUID) -> str:
    """The code of the notice: for the redeemer, the recipient, or another payer."""
    if member_id == answer.member_id:
        return "redemptions-redeemed"
    return "redemptions-received" if member_id == answer.recipient_id else "redemptions-paid"
