-- One row or more in every table, all promises kept; what tests/core/test_invariants.py tries to break.

BEGIN;

INSERT INTO answer (id, caller, command, key, fingerprint, answer, at) VALUES (1, '00000000-0000-0000-0000-00000000000a', 'command', 'key', 'print', '{}', '2025-01-10T04:00:00Z');
INSERT INTO act (id, at, actor, name, subject, rule, facts) VALUES (1, '2025-01-10T04:00:00Z', 'programme', 'began', 'programme', '', '{}');
INSERT INTO member (id, number, kind, name, telegram_id, language, registered_at) VALUES
    ('00000000-0000-0000-0000-00000000000a', '000000000', 'person', '王芳', 1, 'zh-Hans', '2025-01-10T04:00:00Z'),
    ('00000000-0000-0000-0000-00000000000b', '000000001', 'person', '李明', 2, 'zh-Hans', '2025-01-10T04:00:00Z');
INSERT INTO consent (id, member_id, purpose, merchant_id, version, given, at) VALUES (1, '00000000-0000-0000-0000-00000000000a', 'marketing', NULL, 1, true, '2025-01-10T04:00:00Z');
INSERT INTO spent_code (code, member_id, spent_at) VALUES ('CODE', '00000000-0000-0000-0000-00000000000a', '2025-01-10T04:00:00Z');
INSERT INTO notice (id, key, member_id, code, facts, state, made_at, due_at, attempts, failure)
    VALUES (1, 'hello', '00000000-0000-0000-0000-00000000000a', 'hello', '{}', 'due', '2025-01-10T04:00:00Z', '2025-01-10T04:00:00Z', 0, '');
INSERT INTO merchant (id, name, licence, added_at) VALUES ('00000000-0000-0000-0000-0000000000c1', '茶馆', 'L-1', '2025-01-10T04:00:00Z');
INSERT INTO rate (id, merchant_id, points_per_yuan, holds_from, set_at) VALUES (1, '00000000-0000-0000-0000-0000000000c1', 1, NULL, '2025-01-10T04:00:00Z');
INSERT INTO budget (merchant_id, topped_up_fen, reserved_fen, spent_fen) VALUES ('00000000-0000-0000-0000-0000000000c1', 10000, 1000, 0);
INSERT INTO top_up (id, merchant_id, fen, source, at) VALUES (1, '00000000-0000-0000-0000-0000000000c1', 10000, 'marketing', '2025-01-10T04:00:00Z');
INSERT INTO api_key (id, merchant_id, hash, made_at) VALUES (1, '00000000-0000-0000-0000-0000000000c1', 'hash', '2025-01-10T04:00:00Z');
INSERT INTO staff (id, merchant_id, member_id, role, since) VALUES (1, '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-00000000000a', 'owner', '2025-01-10T04:00:00Z'), (2, NULL, '00000000-0000-0000-0000-00000000000a', 'operator', '2025-01-10T04:00:00Z');
INSERT INTO staff_invitation (hash, merchant_id, role, made_at, ends_at, used_at, used_by_id)
    VALUES ('hash', '00000000-0000-0000-0000-0000000000c1', 'owner', '2025-01-10T04:00:00Z', '2025-01-10T04:00:00Z', '2025-01-10T04:00:00Z', '00000000-0000-0000-0000-00000000000a');
INSERT INTO event (id, merchant_id, theme, title, starts_at, ends_at, multiplier, categories, disclosure, made_at, published_at) VALUES
    ('00000000-0000-0000-0000-0000000000e1', '00000000-0000-0000-0000-0000000000c1', 'spring', '{}', '2025-01-10T04:00:00Z', '2025-02-01', 2, '[]', '{"threshold": {"en": "said"}, "earning": {"en": "said"}, "validity": {"en": "said"}, "limits": {"en": "said"}, "how_to_redeem": {"en": "said"}, "delivery": {"en": "said"}, "complaints": {"en": "said"}}', '2025-01-10T04:00:00Z', '2025-01-10T04:00:00Z'),
    ('00000000-0000-0000-0000-0000000000e2', '00000000-0000-0000-0000-0000000000c1', 'spring', '{}', '2025-01-10T04:00:00Z', '2025-02-01', 2, '[]', '{}', '2025-01-10T04:00:00Z', NULL);
INSERT INTO purchase (id, merchant_id, receipt, member_id, channel, amount_fen, items, occurred_at, recorded_at, fingerprint, terms, points, answer)
    VALUES ('00000000-0000-0000-0000-0000000000d1', '00000000-0000-0000-0000-0000000000c1', 'R-1', '00000000-0000-0000-0000-00000000000a', 'till', 10000, '[{"amount_fen": 10000}]', '2025-01-10T04:00:00Z', '2025-01-10T04:00:00Z', 'print', '{}', 100, '{}');
INSERT INTO wallet (id, kind, member_id) VALUES (17, 'personal', '00000000-0000-0000-0000-00000000000a'), (18, 'personal', '00000000-0000-0000-0000-00000000000b');
INSERT INTO lot (id, member_id, merchant_id, purchase_id, component, points, cost_fen, earned_at, expires_on) VALUES
    (1, '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000d1', 'base', 100, 10, '2025-01-10T04:00:00Z', '2026-01-09');
INSERT INTO refund (id, purchase_id, name, amount_fen, lines, points, expired, at)
    VALUES (1, '00000000-0000-0000-0000-0000000000d1', 'F-1', 1000, '[1000]', 10, 0, '2025-01-10T04:00:00Z');
INSERT INTO entry (id, kind, member_id, purchase_id, refund_id, points, at) VALUES
    (1, 'earn', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000d1', NULL, 100, '2025-01-10T04:00:00Z'), (2, 'claw_back', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000d1', 1, 1, '2025-01-10T04:00:00Z');
WITH held AS (INSERT INTO holding (id, lot_id, wallet_id, points, expires_on) VALUES (1, 1, 17, 100, '2026-01-09'))
INSERT INTO movement (id, entry_id, lot_id, wallet_id, points) VALUES (1, 1, 1, 1, -100), (2, 1, 1, 17, 100);
INSERT INTO debt (id, member_id, merchant_id, refund_id, points, remaining, at) VALUES (1, '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000c1', 1, 10, 5, '2025-01-10T04:00:00Z');
INSERT INTO repayment (id, debt_id, entry_id, points) VALUES (1, 1, 1, 5);
INSERT INTO reminder (id, lot_id, expires_on, threshold, key, at) VALUES (1, 1, '2026-01-09', 30, 'hello', '2025-12-10T04:00:00Z');
INSERT INTO extension (id, lot_id, entry_id, points, ended_on, expires_on) VALUES (1, 1, 1, 100, '2025-12-10', '2026-01-09');

INSERT INTO family (id, name, policy, founded_at) VALUES ('00000000-0000-0000-0000-0000000000f1', '王家', 'soonest_expiry', '2025-01-10T04:00:00Z');
INSERT INTO seat (id, family_id, member_id, number, role, auto_percent, joined_at, left_at) VALUES
    (1, '00000000-0000-0000-0000-0000000000f1', '00000000-0000-0000-0000-00000000000a', 1, 'head', 50, '2025-01-10T04:00:00Z', NULL),
    (2, '00000000-0000-0000-0000-0000000000f1', '00000000-0000-0000-0000-00000000000b', 2, 'adult', 0, '2025-01-10T04:00:00Z', '2025-01-20');
INSERT INTO family_invitation (hash, family_id, made_by_id, made_at, ends_at, used_at, used_by_id) VALUES
    ('used', '00000000-0000-0000-0000-0000000000f1', '00000000-0000-0000-0000-00000000000a', '2025-01-10T04:00:00Z', '2025-01-25', '2025-01-10T04:00:00Z', '00000000-0000-0000-0000-00000000000b'),
    ('open', '00000000-0000-0000-0000-0000000000f1', '00000000-0000-0000-0000-00000000000a', '2025-01-10T04:00:00Z', '2025-01-25', NULL, NULL);
INSERT INTO wallet (id, kind, member_id) VALUES (21, 'share', '00000000-0000-0000-0000-00000000000a'), (22, 'share', '00000000-0000-0000-0000-00000000000b');

INSERT INTO reward (id, merchant_id, kind, made_at) VALUES ('00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000c1', 'goods', '2025-01-10T04:00:00Z');
INSERT INTO reward_version (id, reward_id, version, title, description, points, cash_fen, market_price_fen, limit_per_member, voucher_days, delivery, disclosure, made_at, published_at) VALUES
    (1, '00000000-0000-0000-0000-0000000000a1', 1, '{}', '{}', 10, 0, 1000, NULL, 30, 'pick-up', '{"threshold": {"en": "said"}, "earning": {"en": "said"}, "validity": {"en": "said"}, "limits": {"en": "said"}, "how_to_redeem": {"en": "said"}, "delivery": {"en": "said"}, "complaints": {"en": "said"}}', '2025-01-10T04:00:00Z', '2025-01-10T04:00:00Z'),
    (2, '00000000-0000-0000-0000-0000000000a1', 2, '{}', '{}', 20, 0, 1000, 1, 30, 'pick-up', '{}', '2025-01-10T04:00:00Z', NULL);
INSERT INTO stock (reward_id, total, sold) VALUES ('00000000-0000-0000-0000-0000000000a1', 5, 1);
INSERT INTO quote (id, member_id, recipient_id, reward_version_id, points, source, family_id, made_at, ends_at)
    VALUES ('00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000a', 1, 10, 'wallet', NULL, '2025-01-10T04:00:00Z', '2025-01-10T04:10:00Z');
INSERT INTO redemption (id, member_id, recipient_id, merchant_id, reward_id, reward_version_id, points, source, family_id, redeemed_at)
    VALUES ('00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000a1', 1, 10, 'wallet', NULL, '2025-01-10T04:00:00Z');
INSERT INTO entry (id, kind, member_id, redemption_id, points, at) VALUES (5, 'redeem', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000a2', 10, '2025-01-10T04:00:00Z');
INSERT INTO voucher (code, redemption_id, member_id, merchant_id, ends_on) VALUES ('000000000001', '00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000c1', '2025-02-09');

COMMIT;
