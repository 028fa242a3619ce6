"""Attempts to break the database's promises about rewards, quotes, redemptions and vouchers."""

from __future__ import annotations

from tests.core.attempt import DRAFT, MING, NEW, NOON, another, attempt

REDEMPTION = "00000000-0000-0000-0000-0000000000a2"
SOLD = {"kind": "redeem", "purchase_id": None, "redemption_id": REDEMPTION}
OTHER_CODE = "000000000002"


def version(**other: object) -> str:
    """Another version of the reward, not published."""
    return another("reward_version", version=9, published_at=None, **other)


REWARD_ATTEMPTS = [
    *(
        attempt(f"{table}_append_only", f"{verb} {table}{rest}")
        for table in ("reward", "redemption")
        for verb, rest in [("UPDATE", " SET id = id"), ("DELETE FROM", "")]
    ),
    *(
        attempt(f"{table}_never_truncated", f"TRUNCATE {table} CASCADE")
        for table in ("reward", "reward_version", "redemption", "voucher")
    ),
    # Catalogue
    attempt(
        "event_prices_positive", f"""UPDATE event SET prices = '{{"x": 0}}' WHERE id = '{DRAFT}'"""
    ),
    attempt(
        "event_prices_positive",
        f"""UPDATE event SET prices = '{{"x": "cheap"}}' WHERE id = '{DRAFT}'""",
    ),
    attempt("event_prices_positive", f"UPDATE event SET prices = '[]' WHERE id = '{DRAFT}'"),
    attempt("reward_kind_known", another("reward", id=NEW, kind="cash")),
    attempt("reward_points_positive", version(points=0)),
    attempt("reward_worth_more_than_its_cash", version(cash_fen=1000)),
    attempt("reward_worth_more_than_its_cash", version(cash_fen=-1)),
    attempt("reward_limit_positive", version(limit_per_member=0)),
    attempt("reward_voucher_lives", version(voucher_days=0)),
    attempt("reward_delivery_known", version(delivery="drone")),
    attempt(
        "reward_published_with_disclosure",
        "UPDATE reward_version SET published_at = made_at WHERE id = 2",
    ),
    attempt("reward_frozen_once_published", "UPDATE reward_version SET points = 1 WHERE id = 1"),
    attempt("reward_frozen_once_published", "DELETE FROM reward_version WHERE id = 1"),
    attempt("stock_never_oversold", "UPDATE stock SET sold = total + 1"),
    attempt("stock_never_oversold", "UPDATE stock SET sold = -1"),
    attempt("stock_never_deleted", "DELETE FROM stock"),
    # Quotes
    attempt("quote_points_positive", another("quote", id=NEW, points=0)),
    attempt("quote_source_known", another("quote", id=NEW, source="purse")),
    attempt("quote_source_known", another("quote", id=NEW, family_id=NEW)),
    attempt("quote_holds_a_while", another("quote", id=NEW, ends_at=NOON)),
    attempt("quote_never_changed", "UPDATE quote SET points = 1"),
    attempt("quote_has_member", another("quote", id=NEW, member_id=NEW)),
    # Redemptions
    attempt("redemption_points_positive", another("redemption", id=NEW, points=0)),
    attempt("redemption_as_quoted", another("redemption", id=NEW)),
    attempt("entry_redeemed_once", another("entry", **SOLD)),
    attempt("entry_pays_its_redemption", another("entry", **SOLD, member_id=MING)),
    attempt(
        "entry_pays_its_redemption",
        another("entry", kind="redeem", purchase_id=None, redemption_id=NEW),
    ),
    # Vouchers
    attempt("voucher_code_form", another("voucher", code="UUUUUUUUUUUU")),
    attempt("voucher_redemption_id_key", another("voucher", code=OTHER_CODE)),
    attempt("voucher_verified_whole", f"UPDATE voucher SET verified_at = '{NOON}'"),
    attempt("voucher_verified_whole", "UPDATE voucher SET till = '3'"),
    attempt("voucher_verified_once", "UPDATE voucher SET ends_on = ends_on + 1"),
    attempt("voucher_verified_once", "DELETE FROM voucher"),
    attempt("voucher_of_its_redemption", another("voucher", code=OTHER_CODE, redemption_id=NEW)),
]
REWARD_UNNAMED = {"reward_version": another("reward_version")}
