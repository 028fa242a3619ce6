"""Ways to break each promise of the database by hand, on the rows of world.sql."""

from __future__ import annotations

from tests.core.attempt import (
    APPEND_ONLY,
    DRAFT,
    FANG,
    MING,
    NEW,
    NOON,
    a_wallet,
    another,
    attempt,
    moved,
    shared,
)

ATTEMPTS = [
    *(
        attempt(f"{table}_append_only", f"{verb} {table}{rest}")
        for table in APPEND_ONLY
        for verb, rest in [("UPDATE", " SET id = id"), ("DELETE FROM", "")]
    ),
    *(attempt(f"{table}_never_truncated", f"TRUNCATE {table} CASCADE") for table in APPEND_ONLY),
    # Members
    attempt("member_number_form", "UPDATE member SET number = '00000000U'"),
    attempt("member_kind_known", "UPDATE member SET kind = 'robot'"),
    attempt("member_language_known", "UPDATE member SET language = 'tlh'"),
    attempt("member_serial_fits_a_code", "UPDATE member SET serial = 1 << 28"),
    attempt("member_number_key", "UPDATE member SET number = '000000000'"),
    attempt("member_serial_key", "UPDATE member SET serial = 7"),
    attempt("member_telegram_id_key", "UPDATE member SET telegram_id = 7"),
    attempt("member_never_deleted", "DELETE FROM member"),
    attempt("member_never_truncated", "TRUNCATE member CASCADE"),
    attempt("member_keeps_its_id", f"UPDATE member SET id = '{NEW}' WHERE id = '{MING}'"),
    attempt("consent_purpose_known", another("consent", purpose="gossip")),
    # Merchants
    attempt("merchant_never_deleted", "DELETE FROM merchant"),
    attempt("merchant_never_truncated", "TRUNCATE merchant CASCADE"),
    attempt("merchant_keeps_its_id", f"UPDATE merchant SET id = '{NEW}'"),
    attempt("merchant_has_name", "UPDATE merchant SET name = '  '"),
    attempt("merchant_has_licence", "UPDATE merchant SET licence = ''"),
    attempt("rate_in_range", another("rate", points_per_yuan=1001, holds_from=NOON)),
    attempt("rate_in_range", another("rate", points_per_yuan=-1, holds_from=NOON)),
    attempt("rate_once_a_moment", another("rate", points_per_yuan=2)),
    attempt("budget_never_exceeded", "UPDATE budget SET reserved_fen = 10001"),
    attempt("budget_never_exceeded", "UPDATE budget SET spent_fen = 9001"),
    attempt("budget_never_exceeded", "UPDATE budget SET reserved_fen = -1"),
    attempt("budget_never_exceeded", "UPDATE budget SET spent_fen = -1"),
    attempt("budget_never_deleted", "DELETE FROM budget"),
    attempt("budget_never_truncated", "TRUNCATE budget"),
    attempt("budget_is_sum_of_top_ups", another("top_up")),
    attempt(
        "budget_topped_up_by_top_ups",
        "UPDATE budget SET topped_up_fen = 20000",
        promise="budget_is_sum_of_top_ups",
    ),
    attempt("top_up_positive", another("top_up", fen=0)),
    attempt("top_up_from_marketing", another("top_up", source="members")),
    attempt("api_key_hash_key", another("api_key")),
    attempt("staff_role_known", "UPDATE staff SET role = 'operator' WHERE id = 1"),
    attempt("staff_role_known", "UPDATE staff SET role = 'owner' WHERE id = 2"),
    attempt("staff_once", another("staff", role="cashier")),
    attempt("staff_once", another("staff", merchant_id=None, role="operator")),
    attempt("staff_invitation_role_known", "UPDATE staff_invitation SET role = 'guest'"),
    attempt("staff_invitation_used_by_somebody", "UPDATE staff_invitation SET used_by_id = NULL"),
    # Notifications
    attempt("notice_state_known", "UPDATE notice SET state = 'lost', finished_at = due_at"),
    attempt("notice_finished_has_time", "UPDATE notice SET state = 'sent'"),
    attempt("notice_leased_has_end", "UPDATE notice SET state = 'leased'"),
    attempt("notice_sent_twice_at_most", "UPDATE notice SET sends = 3"),
    attempt("notice_key_key", another("notice")),
    # Ledger
    attempt("wallet_kind_known", a_wallet(5, "sock", "NULL")),
    attempt("wallet_has_owner", a_wallet(5, "personal", "NULL")),
    attempt("wallet_system_first", a_wallet(5, "share", f"'{FANG}'")),
    attempt("wallet_system_first", a_wallet(99, "redeemed", "NULL")),
    attempt("one_personal_wallet", a_wallet(99, "personal", f"'{FANG}'")),
    attempt("one_system_wallet", a_wallet(5, "redeemed", "NULL")),
    attempt("wallet_never_changed", f"UPDATE wallet SET member_id = '{MING}' WHERE id = 17"),
    attempt("wallet_never_changed", "DELETE FROM wallet"),
    attempt("wallet_never_truncated", "TRUNCATE wallet CASCADE"),
    attempt("lot_points_positive", another("lot", points=0)),
    attempt("lot_cost_positive", another("lot", cost_fen=0)),
    attempt("lot_component_known", another("lot", component="gift")),
    attempt("lot_expires_after_earning", another("lot", expires_on="2025-01-08")),
    attempt("lot_has_purchase", another("lot", purchase_id=NEW)),
    attempt("lot_has_purchase", another("lot", member_id=MING)),
    attempt("lot_has_purchase", another("lot", merchant_id=NEW)),
    attempt("lot_only_lengthens", "UPDATE lot SET expires_on = expires_on - 1"),
    attempt("lot_only_lengthens", f"UPDATE lot SET member_id = '{MING}'"),
    attempt("lot_only_lengthens", "UPDATE lot SET points = 101"),
    attempt("lot_only_lengthens", "DELETE FROM lot"),
    attempt("lot_never_truncated", "TRUNCATE lot CASCADE"),
    attempt(
        "lot_lengthens_its_holdings",
        "UPDATE lot SET expires_on = expires_on + 1",
        promise="holding_ends_with_its_lot",
    ),
    attempt("entry_has_member", another("entry", kind="extend", member_id=NEW)),
    attempt("entry_kind_known", another("entry", kind="gift", purchase_id=None)),
    attempt("entry_points_positive", another("entry", points=0, purchase_id=NEW)),
    attempt("entry_earns_by_purchase", another("entry", purchase_id=None)),
    attempt("entry_earns_by_purchase", another("entry", kind="repay", purchase_id=None)),
    attempt("entry_claws_back_by_refund", another("entry", kind="claw_back")),
    attempt("entry_earned_once", another("entry")),
    attempt("entry_clawed_back_once", another("entry", kind="claw_back", refund_id=1)),
    attempt("movement_not_zero", another("movement", entry_id=2, points=0)),
    attempt("movement_wallet_known", another("movement", entry_id=2, wallet_id=5)),
    attempt("movements_sum_to_zero", another("movement", entry_id=2, wallet_id=2, points=5)),
    attempt("movements_sum_to_zero", moved(9, 1, 17, 2), promise="movement_has_entry"),
    attempt("movements_sum_to_zero", moved(2, 9, 17, 2), promise="movement_has_lot"),
    attempt("movements_sum_to_zero", moved(2, 1, 17, 2), promise="holdings_are_sums"),
    attempt("movements_sum_to_zero", moved(2, 1, 1, 2), promise="lot_issued_once"),
    attempt("holding_points_positive", "UPDATE holding SET points = 0"),
    attempt("holdings_are_sums", another("holding", wallet_id=18)),
    attempt(
        "holdings_are_sums",
        f"""
        WITH act AS (INSERT INTO entry (id, kind, member_id, points, at)
                     VALUES (97, 'withdraw', '{FANG}', 5, '{NOON}')),
             less AS (UPDATE holding SET points = 95),
             more AS (INSERT INTO holding (id, lot_id, wallet_id, points, expires_on)
                      VALUES (2, 1, 18, 5, '2026-01-09'))
        {moved(97, 1, 17, 18)}
        """,
        promise="holding_by_its_owner",
    ),
    attempt("holdings_stay_sums", "UPDATE holding SET points = 99", promise="holdings_are_sums"),
    attempt(
        "holdings_stay_sums",
        "UPDATE holding SET expires_on = '2027-01-09'",
        promise="holding_ends_with_its_lot",
    ),
    attempt("holdings_end_as_sums", "DELETE FROM holding", promise="holdings_are_sums"),
    attempt("holding_never_truncated", "TRUNCATE holding"),
    attempt("debt_remaining_in_range", "UPDATE debt SET remaining = 11"),
    attempt("debt_remaining_in_range", "UPDATE debt SET remaining = -1"),
    attempt("debt_falls_by_repayments", "UPDATE debt SET remaining = 4"),
    attempt("debt_refund_id_key", another("debt")),
    attempt("debt_never_deleted", "DELETE FROM debt"),
    attempt("repayment_positive", another("repayment", points=0)),
    attempt(
        "repayments_lower_debt", another("repayment", points=5), promise="debt_falls_by_repayments"
    ),
    # Catalogue
    attempt("event_window", f"UPDATE event SET ends_at = starts_at WHERE id = '{DRAFT}'"),
    attempt("event_multiplier_in_range", f"UPDATE event SET multiplier = 0.5 WHERE id = '{DRAFT}'"),
    attempt(
        "event_published_with_disclosure",
        f"UPDATE event SET published_at = made_at WHERE id = '{DRAFT}'",
    ),
    attempt("event_frozen_once_published", "UPDATE event SET multiplier = 3"),
    attempt("event_frozen_once_published", "DELETE FROM event"),
    # Families
    attempt("family_has_name", "UPDATE family SET name = ' '"),
    attempt("family_policy_known", "UPDATE family SET policy = 'head_decides'"),
    attempt("family_never_deleted", "DELETE FROM family"),
    attempt("family_never_truncated", "TRUNCATE family CASCADE"),
    attempt("seat_number_in_range", another("seat", number=9, role="adult", member_id=MING)),
    attempt("seat_number_in_range", another("seat", number=0, role="adult", member_id=MING)),
    attempt("seat_role_known", "UPDATE seat SET role = 'guest' WHERE id = 1"),
    attempt("seat_auto_percent_known", "UPDATE seat SET auto_percent = 10 WHERE id = 1"),
    attempt("seat_left_after_joining", "UPDATE seat SET left_at = '2025-01-09' WHERE id = 1"),
    attempt("seat_remembers", f"UPDATE seat SET member_id = '{MING}' WHERE id = 1"),
    attempt("seat_remembers", "UPDATE seat SET left_at = NULL WHERE id = 2"),
    attempt("seat_remembers", "DELETE FROM seat"),
    attempt("seat_never_truncated", "TRUNCATE seat"),
    attempt("one_family_at_a_time", another("seat", number=2, role="adult")),
    attempt("one_member_per_seat", another("seat", role="adult", member_id=MING)),
    attempt("one_head_per_family", another("seat", number=2, member_id=MING)),
    attempt(
        "leaver_takes_their_points",
        f"{shared(100, 21)}; UPDATE seat SET left_at = '2025-01-20' WHERE id = 1",
    ),
    attempt(
        "family_invitation_used_by_somebody",
        "UPDATE family_invitation SET used_at = made_at WHERE hash = 'open'",
    ),
    attempt(
        "family_invitation_ends_once",
        f"""UPDATE family_invitation
            SET used_at = made_at, used_by_id = '{MING}', revoked_at = made_at
            WHERE hash = 'open'""",
    ),
    attempt(
        "family_invitation_used_once",
        f"UPDATE family_invitation SET used_by_id = '{FANG}' WHERE hash = 'used'",
    ),
    attempt("family_invitation_used_once", "DELETE FROM family_invitation"),
    attempt("one_share_wallet", a_wallet(99, "share", f"'{FANG}'")),
    attempt(
        "share_has_its_seat",
        f"UPDATE seat SET left_at = '2025-01-20' WHERE id = 1; {shared(100, 21)}",
    ),
    attempt(
        "share_keeps_its_seat",
        f"""{shared(100, 21)}; UPDATE seat SET left_at = '2025-01-20' WHERE id = 1;
        WITH act AS (INSERT INTO entry (id, kind, member_id, points, at)
                     VALUES (98, 'withdraw', '{FANG}', 5, '{NOON}')),
             less AS (UPDATE holding SET points = 95),
             more AS (INSERT INTO holding (id, lot_id, wallet_id, points, expires_on)
                      VALUES (98, 1, 17, 5, '2026-01-09'))
        {moved(98, 1, 21, 17)}""",
        promise="share_has_its_seat",
    ),
    # Purchases
    attempt("purchase_has_member", another("purchase", id=NEW, receipt="R-2", member_id=NEW)),
    attempt("purchase_has_merchant", another("purchase", id=NEW, receipt="R-2", merchant_id=NEW)),
    attempt("purchase_receipt_form", another("purchase", id=NEW, receipt="R 2")),
    attempt("purchase_channel_known", another("purchase", id=NEW, receipt="R-2", channel="gift")),
    attempt(
        "purchase_amount_positive",
        another("purchase", id=NEW, receipt="R-2", amount_fen=0, items=[]),
    ),
    attempt("purchase_points_not_negative", another("purchase", id=NEW, receipt="R-2", points=-1)),
    attempt("purchase_items_sum", another("purchase", id=NEW, receipt="R-2", amount_fen=9999)),
    attempt("purchase_items_sum", another("purchase", id=NEW, receipt="R-2", items=[])),
    attempt("refund_name_form", another("refund", name="")),
    attempt("refund_amount_positive", another("refund", name="F-2", amount_fen=0)),
    attempt("refund_points_in_range", another("refund", name="F-2", points=-1)),
    attempt("refund_points_in_range", another("refund", name="F-2", expired=11)),
    attempt("refund_within_purchase", another("refund", name="F-2", amount_fen=9001)),
    # Expiry
    attempt("reminder_threshold_not_negative", another("reminder", threshold=-1)),
    attempt("extension_lot_id_key", another("extension")),
    attempt("extension_lengthens", another("extension", lot_id=2, expires_on="2025-12-10")),
    attempt("extension_points_positive", another("extension", lot_id=2, points=0)),
]

UNNAMED = {
    "answer": another("answer"),
    "holding": another("holding"),
    "movement": another("movement"),
    "purchase": another("purchase", id=NEW),
    "refund": another("refund"),
    "reminder": another("reminder"),
}

"""Unique pairs with names that Tortoise generates."""
