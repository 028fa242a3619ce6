-- Rows as they were before migration 0011, with keys that calls were made with.

INSERT INTO member (id, number, kind, name, telegram_id, language, registered_at)
    VALUES ('00000000-0000-0000-0000-00000000000a', '000000000', 'person', '王芳', 1, 'zh-Hans', '2025-01-10T04:00:00Z');
INSERT INTO merchant (id, name, licence, added_at) VALUES ('00000000-0000-0000-0000-0000000000c1', '茶馆', 'L-1', '2025-01-10T04:00:00Z');
INSERT INTO budget (merchant_id, topped_up_fen, reserved_fen, spent_fen) VALUES ('00000000-0000-0000-0000-0000000000c1', 150, 0, 0);
INSERT INTO top_up (merchant_id, key, fen, source, at)
    VALUES ('00000000-0000-0000-0000-0000000000c1', 'add:00000000-0000-0000-0000-0000000000c1', 100, 'marketing', '2025-01-10T04:00:00Z'), ('00000000-0000-0000-0000-0000000000c1', 'K', 50, 'marketing', '2025-01-10T04:00:00Z');
INSERT INTO family_answer (member_id, key, fingerprint, answer, at) VALUES
    ('00000000-0000-0000-0000-00000000000a', 'C', encode(sha256('(''contribute'', 5)'), 'hex'), '{"points": 5, "personal": 1, "share": 7}', '2025-01-10T04:00:00Z'),
    ('00000000-0000-0000-0000-00000000000a', 'W', encode(sha256('(''withdraw'', 2)'), 'hex'), '{"points": 2, "personal": 3, "share": 5}', '2025-01-10T04:00:00Z'),
    ('00000000-0000-0000-0000-00000000000a', 'L', encode(sha256('(''leave'',)'), 'hex'), '{"returned": 5}', '2025-01-10T04:00:00Z');
INSERT INTO reward (id, merchant_id, kind, made_at) VALUES ('00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000c1', 'goods', '2025-01-10T04:00:00Z');
INSERT INTO reward_version (id, reward_id, version, title, description, points, cash_fen,
        market_price_fen, voucher_days, delivery, disclosure, made_at)
    VALUES (1, '00000000-0000-0000-0000-0000000000a1', 1, '{"en": "Tea"}', '{}', 10, 0, 1000, 30, 'pick-up', '{}', '2025-01-10T04:00:00Z');
SET session_replication_role = replica;
INSERT INTO redemption (id, member_id, recipient_id, merchant_id, reward_id, reward_version_id, points,
        source, redeemed_at)
    VALUES ('00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000a1', 1, 10, 'wallet', '2025-01-10T04:00:00Z');
INSERT INTO voucher (code, redemption_id, member_id, merchant_id, ends_on, verified_at, verified_request, till)
    VALUES ('000000000001', '00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-0000000000c1', '2025-02-09', '2025-01-10T04:00:00Z', 'R', 'till 3');
INSERT INTO purchase (id, merchant_id, receipt, member_id, channel, amount_fen, items, occurred_at, recorded_at, fingerprint, terms, points, answer)
    VALUES ('00000000-0000-0000-0000-0000000000d1', '00000000-0000-0000-0000-0000000000c1', 'R-1', '00000000-0000-0000-0000-00000000000a', 'till', 10000, '[{"amount_fen": 10000}]', '2025-01-10T04:00:00Z', '2025-01-10T04:00:00Z', 'print', '{}', 100, '{}');
INSERT INTO refund (id, purchase_id, name, amount_fen, lines, fingerprint, points, expired, at, answer) VALUES
    (1, '00000000-0000-0000-0000-0000000000d1', 'F-1', 1000, '[1000]', encode(sha256('[1000,null]'), 'hex'), 10, 0, '2025-01-10T04:00:00Z', '{"refund": "F-1", "points": 10, "clawed_back": 9, "debt": 1, "balance": 0}'),
    (2, '00000000-0000-0000-0000-0000000000d1', 'F-2', 1000, '[1000]', encode(sha256('[null,[[1,400],[1,600]]]'), 'hex'), 10, 0, '2025-01-10T04:00:00Z', '{"refund": "F-2", "points": 10, "clawed_back": 10, "debt": 0, "balance": 3}');
