"""Ways to move, spend, claw back or repay with another member's points at the database (RL-6)."""

from __future__ import annotations

from tests.core.attempt import FANG, MING, NEW, NOON, another, attempt

PURSE = {"id": NEW, "source": "purse", "family_id": "00000000-0000-0000-0000-0000000000f1"}
FROM_PURSE = f"{another('quote', **PURSE)}; {another('redemption', **PURSE)}"
OF_THE_WALLET = f"""{FROM_PURSE};
    WITH act AS (INSERT INTO entry (id, kind, member_id, points, at, redemption_id)
                 VALUES (97, 'redeem', '{FANG}', 10, '{NOON}', '{NEW}')),
         less AS (UPDATE holding SET points = 90)
    INSERT INTO movement (id, entry_id, lot_id, wallet_id, points)
    VALUES (96, 97, 1, 17, -10), (97, 97, 1, 2, 10)
"""
"""Fang's own ten points, out of her personal wallet for a redemption from the purse."""
BY_A_STRANGER = another(
    "entry", kind="redeem", purchase_id=None, redemption_id=NEW, member_id=MING, points=10
)


def taken(kind: str, member: str, points: int = 100) -> str:
    """All of Fang's lot out of her wallet, by an entry of some kind and member."""
    return f"""
        WITH act AS (INSERT INTO entry (id, kind, member_id, points, at)
                     VALUES (97, '{kind}', '{member}', {points}, '{NOON}')),
             gone AS (DELETE FROM holding WHERE wallet_id = 17)
        INSERT INTO movement (id, entry_id, lot_id, wallet_id, points)
        VALUES (96, 97, 1, 17, -100), (97, 97, 1, 3, 100)
    """


OWNING_ATTEMPTS = [
    attempt(
        "movements_told_by_their_entry", taken("expire", MING), promise="movement_by_its_owner"
    ),
    attempt(
        "movements_told_by_their_entry",
        taken("expire", FANG, 9),
        promise="entry_moves_what_it_says",
    ),
    attempt(
        "movements_told_by_their_entry",
        taken("contribute", FANG),
        promise="entry_moves_what_it_says",
    ),
    attempt("entry_redeems_a_redemption", taken("redeem", FANG)),
    attempt(
        "entry_takes_from_its_own",
        another("entry", kind="claw_back", refund_id=2, member_id=MING),
        promise="entry_claws_back_from_its_buyer",
    ),
    attempt(
        "entry_takes_from_its_own",
        f"{FROM_PURSE}; {BY_A_STRANGER}",
        promise="entry_pays_by_its_seat",
    ),
    attempt(
        "movements_told_by_their_entry", OF_THE_WALLET, promise="redemption_drawn_where_quoted"
    ),
    attempt(
        "debt_repaid_by_its_debtor",
        f"""INSERT INTO entry (id, kind, member_id, points, at, purchase_id)
                VALUES (97, 'repay', '{MING}', 5, '{NOON}', '{NEW}');
            INSERT INTO repayment (id, debt_id, entry_id, points) VALUES (99, 1, 97, 5);
            UPDATE debt SET remaining = 0""",
    ),
]
