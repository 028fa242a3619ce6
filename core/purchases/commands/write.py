"""Writes a batch of accepted purchases: their rows, the ledger, budgets, codes and notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import orjson

from core import db, ledger, members, merchants, notifications
from core.purchases.rules.decide import AcceptedPurchase, PurchaseBatch
from core.purchases.rules.purchase import as_stored

ANNOUNCED_WITHIN = timedelta(days=3)
"""Purchases that a file brings in later than this after they happened get no notice each."""

_INSERT = """
INSERT INTO purchase (id, merchant_id, receipt, member_id, channel, amount_fen, items, occurred_at,
                      recorded_at, fingerprint, terms, points, answer)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bigint[],
                     $7::jsonb[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::jsonb[],
                     $12::bigint[], $13::jsonb[])
"""


async def write(batch: PurchaseBatch) -> None:
    """Write accepted purchases in the caller's transaction; budgets and members are locked."""
    rows = [_row(accepted) for accepted in batch.accepted]
    await db.connection().execute(_INSERT, *(list(column) for column in zip(*rows, strict=True)))
    entries = await _post(batch)
    await merchants.locked.change_budgets(
        {
            merchant: merchants.BudgetChange(
                reserve_fen=batch.earned_fen[merchant] - batch.repaid_fen[merchant], spend_fen=0
            )
            for merchant in batch.earned_fen
        }
    )
    if batch.codes:
        await members.locked.spend_codes(batch.codes, at=batch.accepted[-1].purchase.at)
    await _notify(batch.accepted, entries)


def _row(accepted: AcceptedPurchase) -> tuple[object, ...]:
    purchase, answer = accepted.purchase, accepted.answer
    return (
        answer.purchase_id,
        purchase.merchant_id,
        purchase.receipt,
        accepted.member.id,
        purchase.channel,
        purchase.amount_fen,
        _json(as_stored(purchase.items)),
        purchase.occurred_at,
        purchase.at,
        accepted.fingerprint,
        _json(accepted.terms),
        answer.points,
        _json(
            {
                "components": [
                    (component.kind, component.points, component.expires_on)
                    for component in answer.components
                ],
                "trimmed": answer.trimmed,
                "debt_repaid": answer.debt_repaid,
                "balance": answer.balance,
            }
        ),
    )


def _json(value: object) -> str:
    """Exact decimals become strings, dates and ids as everywhere."""
    return orjson.dumps(value, default=str).decode()


async def _post(batch: PurchaseBatch) -> dict[UUID, int]:
    """Issue the lots into personal wallets; what repays a debt goes on to `clawed_back`.

    Of the rest, what the member contributes at once goes on to their share. Answers with the entry
    by which each purchase earned.
    """
    earning = [accepted for accepted in batch.accepted if accepted.answer.points]
    if not earning:
        return {}
    await _ensure_wallets(batch, earning)
    numbers = await ledger.locked.numbers(
        lots=sum(len(accepted.answer.components) for accepted in earning),
        entries=sum(1 + bool(accepted.repaid) + bool(accepted.contributed) for accepted in earning),
    )
    posting, repayments = _posting(batch, earning, iter(numbers.lots), iter(numbers.entries))
    await ledger.locked.post(posting)
    await ledger.locked.repay(repayments)
    return {
        entry.purchase_id: entry.id
        for entry in posting.entries
        if entry.kind == "earn" and entry.purchase_id
    }


async def _ensure_wallets(batch: PurchaseBatch, earning: Sequence[AcceptedPurchase]) -> None:
    standings = batch.standings
    missing = {
        accepted.member.id
        for accepted in earning
        if standings[accepted.member.id].wallet_id is None
    }
    if missing:
        await ledger.locked.ensure_wallets(missing)
        wallets = await ledger.locked.personal_wallets(missing)
        for member_id, wallet_id in wallets.items():
            standings[member_id].wallet_id = wallet_id


def _posting(
    batch: PurchaseBatch,
    earning: Sequence[AcceptedPurchase],
    lots: Iterator[int],
    entries: Iterator[int],
) -> tuple[ledger.Posting, list[ledger.NewRepayment]]:
    posting = ledger.Posting()
    repayments: list[ledger.NewRepayment] = []
    for accepted in earning:
        wallet_id = batch.standings[accepted.member.id].wallet_id
        assert wallet_id is not None, "everybody who earns was given a wallet"
        made = _issue(posting, accepted, wallet_id, next(entries), lots)
        repaid, contributed = accepted.answer.debt_repaid, accepted.contributed
        if repaid:
            entry = _entry(next(entries), "repay", accepted, repaid)
            _pass_on(posting, entry, made, (wallet_id, ledger.CLAWED_BACK))
            repayments += [ledger.NewRepayment(debt, entry.id, n) for debt, n in accepted.repaid]
        if contributed:
            share_id = batch.contributing[accepted.member.id].wallet_id
            entry = _entry(next(entries), "contribute", accepted, contributed)
            _pass_on(posting, entry, made, (wallet_id, share_id), after=repaid)
    return posting, repayments


def _issue(
    posting: ledger.Posting,
    accepted: AcceptedPurchase,
    wallet_id: int,
    entry_id: int,
    lots: Iterator[int],
) -> list[ledger.NewLot]:
    """One lot a component, in the order of components."""
    posting.entries.append(_entry(entry_id, "earn", accepted, accepted.answer.points))
    made = [
        ledger.NewLot(
            id=next(lots),
            member_id=accepted.member.id,
            merchant_id=accepted.purchase.merchant_id,
            purchase_id=accepted.answer.purchase_id,
            component=component.kind,
            points=component.points,
            cost_fen=accepted.terms.cost_fen,
            earned_at=accepted.purchase.occurred_at,
            expires_on=component.expires_on,
        )
        for component in accepted.answer.components
    ]
    posting.lots += made
    posting.moves += [
        ledger.Move(entry_id, lot.id, lot.points, ledger.ISSUED, wallet_id, lot.expires_on)
        for lot in made
    ]
    return made


def _pass_on(
    posting: ledger.Posting,
    entry: ledger.NewEntry,
    made: Sequence[ledger.NewLot],
    wallets: tuple[int, int],
    *,
    after: int = 0,
) -> None:
    """Move the entry's points on from the new lots, component by component.

    `after`: points of the lots that an earlier entry has moved on already. `wallets`: from, to.
    """
    posting.entries.append(entry)
    wanted = entry.points
    for lot in made:
        gone = min(after, lot.points)
        moved = min(wanted, lot.points - gone)
        after, wanted = after - gone, wanted - moved
        if moved:
            posting.moves.append(ledger.Move(entry.id, lot.id, moved, *wallets, lot.expires_on))


def _entry(entry_id: int, kind: str, accepted: AcceptedPurchase, points: int) -> ledger.NewEntry:
    return ledger.NewEntry(
        id=entry_id,
        kind=kind,
        member_id=accepted.member.id,
        points=points,
        at=accepted.purchase.at,
        purchase_id=accepted.answer.purchase_id,
    )


async def _notify(accepted: Sequence[AcceptedPurchase], entries: Mapping[UUID, int]) -> None:
    """Put a receipt for each member into the outbox; `entries` by purchase."""
    news = [earning for earning in accepted if earning.answer.points and _is_news(earning)]
    if not news:
        return
    rows = await db.connection().fetch(
        "SELECT id, name FROM merchant WHERE id = ANY($1::uuid[])",
        list({earning.purchase.merchant_id for earning in news}),
    )
    names = {row["id"]: row["name"] for row in rows}
    notices = [_notice(earning, names, entries) for earning in news]
    await notifications.put(notices, at=news[-1].purchase.at)


def _is_news(accepted: AcceptedPurchase) -> bool:
    purchase = accepted.purchase
    return purchase.channel != "file" or purchase.at - purchase.occurred_at <= ANNOUNCED_WITHIN


def _notice(
    accepted: AcceptedPurchase, names: Mapping[UUID, str], entries: Mapping[UUID, int]
) -> notifications.NewNotice:
    answer = accepted.answer
    return notifications.NewNotice(
        key=f"purchases-earned:{answer.purchase_id}",
        member_id=accepted.member.id,
        code="purchases-earned",
        facts={
            "entry": entries[answer.purchase_id],
            "points": answer.points,
            "merchant": names[accepted.purchase.merchant_id],
            "balance": answer.balance,
            "expires_on": answer.components[0].expires_on.isoformat(),
            "debt_repaid": answer.debt_repaid,
            "kept": answer.points - answer.debt_repaid,
            "contributed": accepted.contributed,
            "components": [{"kind": c.kind, "points": c.points} for c in answer.components],
        },
        due_at=accepted.purchase.at,
    )
