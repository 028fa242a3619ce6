"""Redeems quotes: a batch is one short transaction with a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from core import catalog, db, families, keys, ledger, members, merchants, randomness
from core.errors import LoyaltyError
from core.program import Program
from core.redemptions.answers import CODE_BITS, Redeemed, code_of
from core.redemptions.commands.write import write
from core.redemptions.queries import paying_wallets, redeemed
from core.redemptions.rules.decide import (
    NewRedemption,
    PayingWallet,
    RedemptionBatch,
    StoredQuote,
    decide,
    wallets_of,
)

_QUOTES = """
SELECT q.id, q.member_id, q.recipient_id, q.reward_version_id, v.reward_id, r.merchant_id,
       q.points, q.source, q.family_id, v.limit_per_member AS limit, v.voucher_days, q.made_at,
       q.ends_at, d.id IS NOT NULL AS redeemed
FROM quote q JOIN reward_version v ON v.id = q.reward_version_id JOIN reward r ON r.id = v.reward_id
    LEFT JOIN redemption d ON d.id = q.id -- a redemption has its quote's id
WHERE q.id = ANY($1::uuid[])
"""
ANSWERS = keys.Answers[Redeemed]("redemptions-redeem", lambda: Redeemed)

_IN_ONE_FAMILY = """
SELECT giver.member_id, other.member_id
-- a row for each gift whose giver and recipient sit in the same family now
FROM unnest($1::uuid[], $2::uuid[]) gift(giver, recipient)
    JOIN seat giver ON giver.member_id = gift.giver AND giver.left_at IS NULL
    JOIN seat other ON other.member_id = gift.recipient AND other.left_at IS NULL
        AND other.family_id = giver.family_id
"""
_TIMES_REDEEMED = """
SELECT d.reward_id, d.member_id, count(*) AS times
FROM redemption d
    JOIN unnest($1::uuid[], $2::uuid[]) limited(reward_id, member_id) USING (reward_id, member_id)
GROUP BY d.reward_id, d.member_id
"""


async def _redeem_batch(
    program: Program, redemptions: Sequence[NewRedemption]
) -> list[Redeemed | LoyaltyError]:
    """Decide redemptions in the order given, each as if it came alone; write what is accepted.

    In the caller's transaction. A refusal is a value in the answer. A quote that was redeemed is
    answered as it was then.
    """
    batch = await _read(program, redemptions)
    decisions = [
        decide(batch, redemption, code=code_of(randomness.new_bits(CODE_BITS)))
        for redemption in redemptions
    ]
    answers = await write(batch) if batch.accepted else {}
    if answers:
        await ANSWERS.store(
            [
                (_call(answers[quote_id].member_id, quote_id), answers[quote_id])
                for quote_id in answers
            ],
            at=[answer.redeemed_at for answer in answers.values()],
        )
    earlier = {
        redemption.quote_id: redemption.member_id
        for redemption, decision in zip(redemptions, decisions, strict=True)
        if decision is None and redemption.quote_id not in answers
    }
    if earlier:
        answers |= await _earlier(earlier)
    return [
        decision
        if isinstance(decision, LoyaltyError)
        else replace(answers[redemption.quote_id], replayed=decision is None)
        for redemption, decision in zip(redemptions, decisions, strict=True)
    ]


def _call(member_id: UUID, quote_id: UUID) -> keys.Call:
    """The quote is the key of its redemption and holds its whole content."""
    return keys.Call(member_id, str(quote_id), keys.fingerprint())


async def _earlier(quotes: Mapping[UUID, UUID]) -> dict[UUID, Redeemed]:
    """The answers of redemptions by these quotes; `quotes` are members by quote.

    The members are locked, so nobody redeems these quotes at the same time. What was redeemed
    before answers were stored is read back from its rows.
    """
    stored = await ANSWERS.find([_call(member, quote) for quote, member in quotes.items()])
    answers = {answer.redemption_id: answer for answer in stored if isinstance(answer, Redeemed)}
    return answers | await redeemed(quotes.keys() - answers.keys())


LANE = db.Lane(_redeem_batch)


async def redeem(
    program: Program, *, quote_id: UUID, member_id: UUID, notified: bool = False, at: datetime
) -> Redeemed:
    """Redeem a quote, once; concurrent calls share one transaction (group commit).

    The same quote again is answered as the first time.

    `notified`: the caller notifies the member of the outcome, so the member gets no notice. Raises
    UnknownQuote, QuoteEnded, SoldOut, LimitReached, NotEnoughPoints, PurseShrank,
    RecipientOutsideFamily, families.NotInFamily.
    """
    return await LANE.submit(program, NewRedemption(quote_id, member_id, at, notified))


async def _read(program: Program, redemptions: Sequence[NewRedemption]) -> RedemptionBatch:
    """Lock budgets, members, families and stock in this order, then read in later statements.

    Which issuers and members are concerned is only known from the wallets that pay, so these are
    looked up first; what turned up in between means that the look-up is done again.
    """
    today = ledger.today(program, max(redemption.at for redemption in redemptions))
    quote_ids = [redemption.quote_id for redemption in redemptions]
    before = await _look_up(quote_ids, today=today)
    await merchants.locked.lock_budgets(before.issuers)
    await members.locked.lock(before.owners)
    if purses := {quote.family_id for quote in before.quotes if quote.family_id}:
        await families.locked.lock(purses)
    stock_left = await catalog.locked.lock_stock({quote.reward_id for quote in before.quotes})
    now = await _look_up(quote_ids, today=today)
    if not now.owners <= before.owners:
        raise db.TryAgain("a member turned up between the look-up and the lock")
    if not now.issuers <= before.issuers:
        raise db.TryAgain("an issuer turned up between the look-up and the lock")
    return RedemptionBatch(
        program=program,
        quotes={quote.id: quote for quote in now.quotes},
        wallets=now.wallets,
        purses=now.purses,
        payable=now.payable,
        stock_left=stock_left,
        times_redeemed=await _times_redeemed(now.quotes),
        in_one_family=await _in_one_family(now.quotes),
    )


@dataclass(frozen=True)
class _LookUp:
    """The quotes to redeem, and the wallets and lots that pay them."""

    quotes: list[StoredQuote]
    wallets: dict[UUID, PayingWallet]
    purses: dict[UUID, list[PayingWallet]]
    payable: dict[int, ledger.Payable]

    @property
    def owners(self) -> set[UUID]:
        """The members whose points may move, who redeem, or who get a voucher."""
        shares = {share.member_id for purse in self.purses.values() for share in purse}
        named = {
            member_id
            for quote in self.quotes
            for member_id in (quote.member_id, quote.recipient_id)
        }
        return shares | named

    @property
    def issuers(self) -> set[UUID]:
        """The issuers whose budgets the payment may change."""
        return {lot.merchant_id for wallet in self.payable.values() for lot in wallet.held}


async def _look_up(quote_ids: Sequence[UUID], *, today: date) -> _LookUp:
    rows = await db.connection().fetch(_QUOTES, quote_ids)
    quotes = [StoredQuote(**row) for row in rows]
    wallets: dict[UUID, PayingWallet] = {}
    purses: dict[UUID, list[PayingWallet]] = defaultdict(list)
    for wallet in await paying_wallets(
        member_ids={quote.member_id for quote in quotes if quote.source == "wallet"},
        family_ids={quote.family_id for quote in quotes if quote.family_id},
    ):
        if wallet.family_id:
            purses[wallet.family_id].append(wallet)
        else:
            wallets[wallet.member_id] = wallet
    points: dict[int, int] = defaultdict(int)
    for quote in quotes:
        for wallet in wallets_of(quote, wallets=wallets, purses=purses):
            points[wallet.wallet_id] += quote.points
    return _LookUp(quotes, wallets, purses, await ledger.locked.payable(points, today=today))


async def _in_one_family(quotes: Sequence[StoredQuote]) -> set[tuple[UUID, UUID]]:
    gifts = [quote for quote in quotes if quote.is_gift]
    if not gifts:
        return set()
    rows = await db.connection().fetch(
        _IN_ONE_FAMILY,
        [quote.member_id for quote in gifts],
        [quote.recipient_id for quote in gifts],
    )
    return {(giver, recipient) for giver, recipient in rows}


async def _times_redeemed(quotes: Sequence[StoredQuote]) -> dict[tuple[UUID, UUID], int]:
    limited = {(quote.reward_id, quote.member_id) for quote in quotes if quote.limit is not None}
    if not limited:
        return {}
    rows = await db.connection().fetch(
        _TIMES_REDEEMED, [reward for reward, _ in limited], [member for _, member in limited]
    )
    return {(row["reward_id"], row["member_id"]): row["times"] for row in rows}
