"""Redemptions that all want one reward, and that all draw on one purse, beside row locks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from benchmarks import measure, world
from benchmarks.purchases import Held
from benchmarks.world import AT, World
from core import catalog, db, families, ledger, members, purchases, redemptions

CALLS = 640
DAYS = 300
ROUNDS = measure.ROUNDS + 1
"""Rounds and the one that warms up, at most as long."""

SAID = {part: {"zh-Hans": "-", "en": "-"} for part in catalog.DISCLOSURE}
TODAY = AT.date()
QUOTES = """
INSERT INTO quote (id, member_id, recipient_id, reward_version_id, points, source, family_id,
                   made_at, ends_at)
SELECT id, member_id, member_id, $3, 1, $4, $5, $6, $7
FROM unnest($1::uuid[], $2::uuid[]) AS asked(id, member_id)
"""
READ = """
SELECT q.points, q.ends_at, d.id AS redeemed FROM quote q LEFT JOIN redemption d ON d.id = q.id
WHERE q.id = $1
"""
ISSUERS = """
SELECT DISTINCT l.merchant_id FROM holding h JOIN lot l ON l.id = h.lot_id
WHERE h.wallet_id = ANY($1::bigint[])
"""
DRAW = """
SELECT h.lot_id, h.wallet_id, h.points, l.merchant_id, l.member_id
FROM holding h JOIN lot l ON l.id = h.lot_id
WHERE h.wallet_id = ANY($1::bigint[]) AND h.expires_on >= $2
ORDER BY h.expires_on, l.earned_at, h.lot_id LIMIT 1
"""
LOCKS = (
    "SELECT FROM budget WHERE merchant_id = ANY($1::uuid[]) ORDER BY merchant_id FOR UPDATE",
    "SELECT FROM member WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
    "SELECT FROM family WHERE id = $1 FOR NO KEY UPDATE",
    "SELECT total - sold FROM stock WHERE reward_id = $1 FOR UPDATE",
)
WRITE = """
WITH act AS (SELECT nextval('entry_id_seq') AS id), bought AS (
    INSERT INTO redemption (id, member_id, recipient_id, merchant_id, reward_id,
                            reward_version_id, points, source, family_id, redeemed_at)
    SELECT q.id, q.member_id, q.recipient_id, r.merchant_id, r.id, v.id, 1, q.source,
           q.family_id, $6
    FROM quote q JOIN reward_version v ON v.id = q.reward_version_id
        JOIN reward r ON r.id = v.reward_id
    WHERE q.id = $1 RETURNING merchant_id, member_id
), paid AS (
    INSERT INTO entry (id, kind, member_id, points, at, redemption_id)
    SELECT id, 'redeem', $2, 1, $6, $1 FROM act
), emptied AS (
    DELETE FROM holding WHERE lot_id = $3 AND wallet_id = $4 AND points = 1
), lowered AS (
    UPDATE holding SET points = points - 1 WHERE lot_id = $3 AND wallet_id = $4 AND points > 1
), ticket AS (
    INSERT INTO voucher (code, redemption_id, member_id, merchant_id, ends_on)
    SELECT $7, $1, member_id, merchant_id, $8 FROM bought
), told AS (
    INSERT INTO notice (key, member_id, code, facts, made_at, due_at, state, attempts, sends,
                        failure)
    SELECT 'redemptions-redeemed:' || $1, member_id, 'redemptions-redeemed', '{}', $6, $6, 'due',
           0, 0, '' FROM bought
), counted AS (
    UPDATE stock SET sold = sold + 1 WHERE reward_id = $9
), spent AS (
    UPDATE budget SET reserved_fen = reserved_fen - 10, spent_fen = spent_fen + 10
    WHERE merchant_id = $5
)
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT id, $3, w.wallet_id, w.points
FROM act, (VALUES ($4::bigint, -1), (2, 1)) w(wallet_id, points)
"""


class Quotes:
    """Quotes made ahead, so that only redeeming is timed."""

    def __init__(self, made: Sequence[tuple[UUID, UUID]]) -> None:
        self._left = iter(made)

    def take(self) -> tuple[UUID, UUID]:
        """A quote that nobody has redeemed, and its member."""
        return next(self._left)


async def quotes_of(
    reward: catalog.Reward, people: Sequence[UUID], family_id: UUID | None, many: int
) -> Quotes:
    """So many quotes of these people in turns, from the family's purse if one is named."""
    made = [(uuid4(), people[number % len(people)]) for number in range(many)]
    async with db.reading() as connection:
        await connection.execute(
            QUOTES,
            [quote for quote, _ in made],
            [member for _, member in made],
            reward.version_id,
            "purse" if family_id else "wallet",
            family_id,
            AT,
            AT + timedelta(minutes=10),
        )
    return Quotes(made)


def ours(there: World, quotes: Quotes) -> measure.Side:
    """One redemption through the lane."""

    async def act(number: int) -> None:
        del number
        quote_id, member_id = quotes.take()
        await redemptions.redeem(there.program, quote_id=quote_id, member_id=member_id, at=AT)

    return measure.Side(act)


def row_locks(
    held: Held,
    quotes: Quotes,
    reward: catalog.Reward,
    funds: Callable[[UUID], Sequence[tuple[UUID, int]]],
    family_id: UUID | None,
) -> measure.Side:
    """A transaction per redemption that locks the same rows in the same order."""

    async def act(number: int) -> None:
        quote_id, member_id = quotes.take()
        paying = funds(member_id)
        wallets = [wallet for _, wallet in paying]
        connection = await held.free.get()
        try:
            async with connection.transaction():
                issuers = [row["merchant_id"] for row in await connection.fetch(ISSUERS, wallets)]
                await connection.execute(LOCKS[0], issuers)
                await connection.execute(LOCKS[1], [owner for owner, _ in paying])
                if family_id:
                    await connection.execute(LOCKS[2], family_id)
                assert await connection.fetchval(LOCKS[3], reward.id) > 0
                asked = await connection.fetchrow(READ, quote_id)
                assert asked is not None
                assert asked["redeemed"] is None
                lot = await connection.fetchrow(DRAW, wallets, TODAY)
                assert lot is not None
                await connection.execute(
                    WRITE,
                    quote_id,
                    lot["member_id"],
                    lot["lot_id"],
                    lot["wallet_id"],
                    lot["merchant_id"],
                    AT,
                    f"{number:012d}",
                    TODAY + timedelta(days=30),
                    reward.id,
                )
        finally:
            held.free.put_nowait(connection)

    return measure.Side(act)


async def measured(there: World) -> list[measure.Result]:
    """One hot reward and one hot purse, with few and with many callers."""
    reward = await reward_of(there)
    people = [one.id for one in there.members[10:]]
    family_id, purse = await purse_of(there, there.members[:4])
    made = await world.connections(there.url, 32)
    try:
        held = Held(made)
        found = []
        for callers in (32, 256):
            for name, family, members_of, funds in (
                ("reward", None, people, lambda one: [(one, there.wallets[one])]),
                ("purse", family_id, [one for one, _ in purse], lambda _: purse),
            ):
                many = ROUNDS * max(CALLS, callers)
                sides = [await quotes_of(reward, members_of, family, many) for _ in range(2)]
                found.append(
                    await measure.compare(
                        f"one hot {name}, {callers} callers : row locks",
                        ours=ours(there, sides[0]),
                        limit=row_locks(held, sides[1], reward, funds, family),
                        goal=8,
                        callers=callers,
                        calls=CALLS,
                    )
                )
        return found
    finally:
        for connection in made:
            await connection.close()


async def reward_of(there: World) -> catalog.Reward:
    """A published reward of one point and a million pieces."""
    merchant_id = there.merchants[0]
    drafted = await catalog.draft_reward(
        there.program,
        merchant_id=merchant_id,
        kind="goods",
        terms=catalog.RewardTerms(
            title={"zh-Hans": "-", "en": "-"},
            description={},
            points=1,
            cash_fen=0,
            market_price_fen=10,
            limit=None,
            voucher_days=30,
            delivery="pick-up",
            disclosure=SAID,
        ),
        stock=10**6,
        at=AT,
    )
    return await catalog.publish_reward(
        there.program, merchant_id=merchant_id, reward_id=drafted.id, at=AT
    )


async def purse_of(
    there: World, people: Sequence[members.Member]
) -> tuple[UUID, list[tuple[UUID, int]]]:
    """A family of four with as many points as a month allows, in lots of one day each."""
    program = there.program
    each = program.family.monthly_cap // DAYS * DAYS
    await families.found(program, member_id=people[0].id, name="bench", at=AT)
    for one in people[1:]:
        link = await families.invite(program, member_id=people[0].id, at=AT)
        await families.join(program, token=link.token, member_id=one.id, confirm=True, at=AT)
    for one in people:
        await purchases.record_many(program, purchases=_year(there.merchants[0], one.id, each))
        await families.contribute(program, member_id=one.id, points=each, key="purse", at=AT)

    async with db.transaction():
        wallets = await ledger.locked.share_wallets([one.id for one in people])
    family = await families.family_of(people[0].id, today=TODAY)
    assert family is not None
    return family.id, [(one.id, wallets[one.id]) for one in people]


def _year(merchant_id: UUID, member_id: UUID, points: int) -> list[purchases.NewPurchase]:
    """A purchase a day for most of a year, which together earn so many points."""
    return [
        purchases.NewPurchase(
            merchant_id,
            f"PURSE-{member_id}-{day}",
            members.ById(member_id),
            100 * points // DAYS,
            AT - timedelta(days=day),
            AT,
        )
        for day in range(DAYS)
    ]
