"""One worked example of each call, shown in the documentation and sent by its test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

PURCHASE: Final[dict[str, Any]] = {
    "receipt": "T1-20250110-0042",
    "member": "JF-7K2M-9QFT-7",
    "amount": "300.00",
    "occurred_at": "2025-01-10T12:00:00+08:00",
    "items": [
        {"sku": "6901", "name": "龙井 250g", "category": "tea", "amount": "200.00"},
        {
            "sku": "6902",
            "name": "LED 9W",
            "category": "home",
            "amount": "100.00",
            "green": True,
            "attributes": {"colour": "warm"},
        },
    ],
}
RECORDED: Final = {
    "purchase": "2f1c8e0a-6f0e-4e39-9b53-6c1f5f4a7d10",
    "points": 400,
    "components": [
        {"kind": "base", "points": 300, "expires_on": "2026-01-09"},
        {"kind": "green", "points": 100, "expires_on": "2026-01-09"},
    ],
    "trimmed": 0,
    "debt_repaid": 0,
    "balance": 400,
}
EVENT_ID: Final = "7a0f2f64-8e2b-4a0e-9a53-0f3d6f1f5b21"


def _both(chinese: str, english: str) -> dict[str, str]:
    return {"zh-Hans": chinese, "en": english}


EVENT: Final = {
    "theme": "spring-festival",
    "title": _both("新春双倍积分", "Double points for Spring Festival"),
    "from": "2025-01-20T00:00:00+08:00",
    "until": "2025-02-05T00:00:00+08:00",
    "multiplier": "2",
    "categories": ["tea"],
    "prices": {},
    "disclosure": {
        "threshold": _both("无门槛", "None"),
        "earning": _both("茶叶消费得双倍积分", "Tea earns double points"),
        "validity": _both("积分一年有效", "Points are good for a year"),
        "limits": _both("不限次数", "As often as you like"),
        "how_to_redeem": _both("在门店出示会员码", "Show your member code at the till"),
        "delivery": _both("到店自取，无运费", "Pick-up in the shop, no cost"),
        "complaints": _both("电话 12315", "Call 12315"),
    },
}
REWARD_ID: Final = "3d0a6f0e-52a4-4c39-8d0b-0c6d1d3a7e44"
VOUCHER: Final = "7K2M-9QFT-X4WD"
REWARD: Final = {
    "kind": "service",
    "title": _both("基础保养", "Basic service"),
    "description": _both("机油、机滤和检查", "Oil, filter and a check"),
    "points": 300,
    "cash": "0.00",
    "market_price": "500.00",
    "stock": 20,
    "limit": 2,
    "voucher_days": 30,
    "delivery": "pick-up",
    "disclosure": EVENT["disclosure"],
}


@dataclass(frozen=True)
class Example:
    """What is sent to `path`, and what comes back with `status`."""

    path: str
    status: int
    answer: dict[str, Any]
    body: dict[str, Any] | None = None


EXAMPLES: Final = {
    "record": Example("/purchases", 201, RECORDED, PURCHASE),
    "record-many": Example(
        "/purchases/batch",
        200,
        {"results": [{"status": 201, **RECORDED}]},
        {"purchases": [PURCHASE]},
    ),
    "refund": Example(
        "/purchases/T1-20250110-0042/refunds",
        201,
        {"clawed_back": 200, "debt": 0, "balance": 200},
        {"refund": "R-1", "items": [{"line": 2, "amount": "100.00"}]},
    ),
    "member": Example(
        "/members/JF-7K2M-9QFT-7",
        200,
        {
            "member": "JF-7K2M-9QFT-7",
            "balance": 200,
            "expiring": [{"points": 200, "expires_on": "2026-01-09"}],
        },
    ),
    "draft-event": Example("/events", 201, {"id": EVENT_ID, "state": "draft"}, EVENT),
    "events": Example(
        "/events?state=draft",
        200,
        {"events": [{"id": EVENT_ID, "state": "draft", **EVENT}]},
    ),
    "publish-event": Example(
        f"/events/{EVENT_ID}/publish", 200, {"id": EVENT_ID, "state": "published"}
    ),
    "draft-reward": Example(
        "/rewards", 201, {"id": REWARD_ID, "version": 1, "state": "draft"}, REWARD
    ),
    "rewards": Example(
        "/rewards",
        200,
        {
            "rewards": [
                {"id": REWARD_ID, "version": 1, "state": "draft", "price": 300, "left": 20}
                | {name: said for name, said in REWARD.items() if name != "stock"}
            ]
        },
    ),
    "change-reward": Example(
        f"/rewards/{REWARD_ID}",
        200,
        {"id": REWARD_ID, "version": 2, "state": "draft"},
        {"points": 200},
    ),
    "publish-reward": Example(
        f"/rewards/{REWARD_ID}/publish",
        200,
        {"id": REWARD_ID, "version": 2, "state": "published"},
    ),
    "verify-voucher": Example(
        f"/vouchers/{VOUCHER}/verify",
        200,
        {
            "voucher": VOUCHER,
            "reward": REWARD_ID,
            "version": 2,
            "title": REWARD["title"],
            "points": 200,
            "cash": "0.00",
            "verified_at": "2025-01-10T12:00:00Z",
            "till": "till 3",
        },
        {"request": "T1-20250110-0043", "till": "till 3"},
    ),
}
