"""Writes what a batch of accepted purchases does to the ledger, and what must be told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from core import db, ledger, notifications
from core.purchases.commands.judge import Accepted, World

TOLD_WITHIN = timedelta(days=3)
"""Purchases that a file brings in later than this are not announced one by one."""


async def post(world: World) -> dict[UUID, int]:
    """Issue the lots into personal wallets; what repays a debt goes on to `clawed_back`.

    Of the rest, what the member contributes at once goes on to their share. Answers with the entry
    by which each purchase earned.
    """
    earning = [one for one in world.accepted if one.answer.points]
    if not earning:
        return {}
    await _ensure_wallets(world, earning)
    drawn = await ledger.locked.numbers(
        lots=sum(len(one.answer.components) for one in earning),
        entries=sum(1 + bool(one.repaid) + bool(one.contributed) for one in earning),
    )
    posting, repayments = _posting(world, earning, iter(drawn.lots), iter(drawn.entries))
    await ledger.locked.post(posting)
    await ledger.locked.repay(repayments)
    return {
        entry.purchase_id: entry.id
        for entry in posting.entries
        if entry.kind == "earn" and entry.purchase_id
    }


async def _ensure_wallets(world: World, earning: Sequence[Accepted]) -> None:
    standings = world.standings
    missing = {one.member.id for one in earning if standings[one.member.id].wallet_id is None}
    if missing:
        await ledger.locked.ensure_wallets(missing)
        wallets = await ledger.locked.personal_wallets(missing)
        for member_id, wallet_id in wallets.items():
            standings[member_id].wallet_id = wallet_id


def _posting(
    world: World, earning: Sequence[Accepted], lots: Iterator[int], entries: Iterator[int]
) -> tuple[ledger.Posting, list[ledger.NewRepayment]]:
    posting = ledger.Posting()
    repayments: list[ledger.NewRepayment] = []
    for one in earning:
        wallet_id = world.standings[one.member.id].wallet_id
        assert wallet_id is not None, "everybody who earns was given a wallet"
        made = _issue(posting, one, wallet_id, next(entries), lots)
        if one.repaid:
            entry_id = next(entries)
            _give_back(posting, one, wallet_id, entry_id, made)
            repayments += [ledger.NewRepayment(debt, entry_id, n) for debt, n in one.repaid]
        if one.contributed:
            share_id = world.contributing[one.member.id].wallet_id
            _contribute(posting, one, (wallet_id, share_id), next(entries), made)
    return posting, repayments


def _issue(
    posting: ledger.Posting, one: Accepted, wallet_id: int, entry_id: int, lots: Iterator[int]
) -> list[ledger.NewLot]:
    """One lot a component, in the order of components."""
    posting.entries.append(_entry(entry_id, "earn", one, one.answer.points))
    made = [
        ledger.NewLot(
            id=next(lots),
            member_id=one.member.id,
            merchant_id=one.purchase.merchant_id,
            purchase_id=one.answer.purchase_id,
            component=component.kind,
            points=component.points,
            cost_fen=one.terms.cost_fen,
            earned_at=one.purchase.occurred_at,
            expires_on=component.expires_on,
        )
        for component in one.answer.components
    ]
    posting.lots += made
    posting.moves += [
        ledger.Move(entry_id, lot.id, lot.points, ledger.ISSUED, wallet_id, lot.expires_on)
        for lot in made
    ]
    return made


def _give_back(
    posting: ledger.Posting,
    one: Accepted,
    wallet_id: int,
    entry_id: int,
    made: Sequence[ledger.NewLot],
) -> None:
    """Repay debts from the new lots, component by component."""
    owed = one.answer.debt_repaid
    posting.entries.append(_entry(entry_id, "repay", one, owed))
    for lot in made:
        paid = min(owed, lot.points)
        if paid:
            posting.moves.append(
                ledger.Move(entry_id, lot.id, paid, wallet_id, ledger.CLAWED_BACK, lot.expires_on)
            )
            owed -= paid


def _contribute(
    posting: ledger.Posting,
    one: Accepted,
    wallets: tuple[int, int],
    entry_id: int,
    made: Sequence[ledger.NewLot],
) -> None:
    """From personal wallet to share, component by component, of what debts have left."""
    repaid, wanted = one.answer.debt_repaid, one.contributed
    posting.entries.append(_entry(entry_id, "contribute", one, wanted))
    for lot in made:
        kept = min(repaid, lot.points)
        repaid -= kept
        moved = min(wanted, lot.points - kept)
        wanted -= moved
        if moved:
            posting.moves.append(ledger.Move(entry_id, lot.id, moved, *wallets, lot.expires_on))


def _entry(entry_id: int, kind: str, one: Accepted, points: int) -> ledger.NewEntry:
    return ledger.NewEntry(
        id=entry_id,
        kind=kind,
        member_id=one.member.id,
        points=points,
        at=one.purchase.at,
        purchase_id=one.answer.purchase_id,
    )


async def tell(accepted: Sequence[Accepted], entries: Mapping[UUID, int]) -> None:
    """Owe each member a receipt in the chat, in the same transaction; `entries` by purchase."""
    earning = [one for one in accepted if one.answer.points and _is_news(one)]
    if not earning:
        return
    rows = await db.connection().fetch(
        "SELECT id, name FROM merchant WHERE id = ANY($1::uuid[])",
        list({one.purchase.merchant_id for one in earning}),
    )
    names = {row["id"]: row["name"] for row in rows}
    await notifications.put(
        [
            _notice(one, names[one.purchase.merchant_id], entries[one.answer.purchase_id])
            for one in earning
        ],
        at=earning[-1].purchase.at,
    )


def _is_news(one: Accepted) -> bool:
    purchase = one.purchase
    return purchase.channel != "file" or purchase.at - purchase.occurred_at <= TOLD_WITHIN


def _notice(one: Accepted, merchant: str, entry_id: int) -> notifications.NewNotice:
    answer = one.answer
    return notifications.NewNotice(
        key=f"purchases-earned:{answer.purchase_id}",
        member_id=one.member.id,
        code="purchases-earned",
        facts={
            "entry": entry_id,
            "points": answer.points,
            "merchant": merchant,
            "balance": answer.balance,
            "expires_on": answer.components[0].expires_on.isoformat(),
            "debt_repaid": answer.debt_repaid,
            "kept": answer.points - answer.debt_repaid,
            "contributed": one.contributed,
            "components": [{"kind": c.kind, "points": c.points} for c in answer.components],
        },
        due_at=one.purchase.at,
    )
