"""Purchases and refunds over HTTP: what the contract promises a till."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg

from core import db, ledger, members, merchants
from core.program import Program
from tests.webapp.conftest import SECRET_KEY, ApiTill, SetClock, a_purchase, an_event


async def rows(url: str, table: str) -> int:
    connection = await asyncpg.connect(**db.credentials(url))
    try:
        return int(await connection.fetchval(f"SELECT count(*) FROM {table}"))
    finally:
        await connection.close()


async def publish(till: ApiTill, **changes: object) -> None:
    drafted = await (await till.post("/events", an_event(**changes))).json()
    assert (await till.post(f"/events/{drafted['id']}/publish")).status == 200


async def test_a_purchase_in_a_doubling_event_earns_base_and_event_points(
    till: ApiTill, number: str
) -> None:
    await publish(till)
    answer = await till.post("/purchases", a_purchase(number))
    assert answer.status == 201
    recorded = await answer.json()
    assert recorded.pop("purchase")
    assert recorded == {
        "points": 600,
        "components": [
            {"kind": "base", "points": 300, "expires_on": "2026-01-09"},
            {"kind": "event", "points": 300, "expires_on": "2026-01-09"},
        ],
        "trimmed": 0,
        "debt_repaid": 0,
        "balance": 600,
    }


async def test_green_items_earn_double_and_name_the_component(till: ApiTill, number: str) -> None:
    items = [
        {"sku": "1", "name": "龙井 & <b>茶</b>", "category": "tea", "amount": "200.00"},
        {"sku": "2", "name": "LED", "amount": "100.00", "green": True, "attributes": {"色": "暖"}},
    ]
    recorded = await (await till.post("/purchases", a_purchase(number, items=items))).json()
    assert [(component["kind"], component["points"]) for component in recorded["components"]] == [
        ("base", 300),
        ("green", 100),
    ]


async def test_the_same_purchase_again_is_answered_byte_for_byte_with_200(
    till: ApiTill, number: str, clock: SetClock, a_member: Callable[..., Awaitable[members.Member]]
) -> None:
    first = await till.post("/purchases", a_purchase(number))
    await till.post("/purchases", a_purchase(number, receipt="R-2"))  # the balance moves on
    clock.forward(days=40)
    member = members.parse_number(number)
    again = await till.post(
        "/purchases", a_purchase(f" {str(member).lower()}", occurred_at="2025-02-18T09:00:00Z")
    )
    assert (first.status, again.status) == (201, 200)
    assert await again.read() == await first.read()
    assert again.headers["Content-Type"] == first.headers["Content-Type"]


async def test_other_content_under_a_receipt_is_refused(till: ApiTill, number: str) -> None:
    await till.post("/purchases", a_purchase(number))
    answer = await till.post("/purchases", a_purchase(number, amount="300.01"))
    problem = await answer.json()
    assert answer.status == 409
    assert answer.content_type == "application/problem+json"
    assert problem["code"] == "key-reused"
    assert problem["facts"] == {"receipt": "R-1"}
    assert problem["type"] == "/api/docs#key-reused"
    assert problem["request_id"] == answer.headers["X-Request-ID"]


async def test_beyond_the_budget_nothing_is_written_and_a_top_up_lets_the_receipt_pass(
    a_till: Callable[..., Awaitable[ApiTill]], number: str, database: str, program: Program
) -> None:
    till = await a_till(budget_fen=2_999)
    answer = await till.post("/purchases", a_purchase(number))
    problem = await answer.json()
    assert (answer.status, problem["code"]) == (409, "budget-exhausted")
    assert problem["facts"] == {"needed": "30.00", "headroom": "29.99"}
    assert [await rows(database, table) for table in ("purchase", "lot", "entry")] == [0, 0, 0]

    merchant = await merchants.by_api_key(till.api_key)
    assert merchant is not None
    await merchants.add_budget(
        program, merchant_id=merchant.id, fen=1, key="top-up-1", at=merchant.added_at
    )
    assert (await till.post("/purchases", a_purchase(number))).status == 201


async def test_a_refund_takes_exactly_its_points_back(till: ApiTill, number: str) -> None:
    await till.post("/purchases", a_purchase(number))
    answer = await till.post("/purchases/R-1/refunds", {"refund": "A", "amount": "100.00"})
    assert answer.status == 201
    assert await answer.json() == {"clawed_back": 100, "debt": 0, "balance": 200}
    again = await till.post("/purchases/R-1/refunds", {"refund": "A", "amount": "100.00"})
    assert again.status == 200
    assert await again.read() == await answer.read()


async def test_a_refund_by_lines_takes_back_what_that_line_earned(
    till: ApiTill, number: str
) -> None:
    items = [
        {"sku": "1", "name": "茶", "amount": "200.00"},
        {"sku": "2", "name": "LED", "amount": "100.00", "green": True},
    ]
    await till.post("/purchases", a_purchase(number, items=items))
    body = {"refund": "A", "items": [{"line": 2, "amount": "100.00"}]}
    recorded = await (await till.post("/purchases/R-1/refunds", body)).json()
    assert recorded == {"clawed_back": 200, "debt": 0, "balance": 200}


async def test_more_than_remains_is_not_refunded(till: ApiTill, number: str) -> None:
    await till.post("/purchases", a_purchase(number))
    await till.post("/purchases/R-1/refunds", {"refund": "A", "amount": "200.00"})
    answer = await till.post("/purchases/R-1/refunds", {"refund": "B", "amount": "100.01"})
    problem = await answer.json()
    assert (answer.status, problem["code"]) == (409, "refund-exceeds")
    assert problem["facts"] == {"remaining": "100.00", "asked": "100.01"}


async def test_a_refund_of_an_unknown_receipt_is_not_found(
    a_till: Callable[..., Awaitable[ApiTill]], number: str
) -> None:
    ours, theirs = await a_till(), await a_till(name="另一家")
    await theirs.post("/purchases", a_purchase(number))
    for receipt in ("R-1", "R-2", "%00", "%ff", "a%20b", "x" * 65):
        answer = await ours.post(f"/purchases/{receipt}/refunds", {"refund": "A", "amount": "1.00"})
        assert (answer.status, (await answer.json())["code"]) == (404, "purchases-unknown")


async def test_ten_times_buy_and_refund_leaves_nothing(till: ApiTill, number: str) -> None:
    for time in range(10):
        receipt = f"R-{time}"
        bought = await (await till.post("/purchases", a_purchase(number, receipt))).json()
        assert bought["balance"] == 300
        back = await till.post(f"/purchases/{receipt}/refunds", {"refund": "A", "amount": "300.00"})
        assert await back.json() == {"clawed_back": 300, "debt": 0, "balance": 0}


async def test_expired_points_count_as_given_back(
    till: ApiTill, number: str, clock: SetClock
) -> None:
    await till.post("/purchases", a_purchase(number))
    clock.forward(days=364)
    answer = await till.post("/purchases/R-1/refunds", {"refund": "A", "amount": "300.00"})
    assert await answer.json() == {"clawed_back": 300, "debt": 0, "balance": 0}


async def test_twenty_simultaneous_identical_purchases_are_one(
    till: ApiTill, number: str, database: str
) -> None:
    answers = await asyncio.gather(
        *(till.post("/purchases", a_purchase(number)) for _ in range(20))
    )
    bodies = {await answer.read() for answer in answers}
    assert len(bodies) == 1
    assert sorted(answer.status for answer in answers) == [200] * 19 + [201]
    assert [await rows(database, table) for table in ("purchase", "lot", "entry")] == [1, 1, 1]


async def test_sixty_four_callers_issue_a_budget_to_the_last_point_and_never_above(
    a_till: Callable[..., Awaitable[ApiTill]], number: str
) -> None:
    till = await a_till(budget_fen=10_000)  # a thousand points; each purchase earns 30
    answers = await asyncio.gather(
        *(
            till.post("/purchases", a_purchase(number, f"R-{place}", amount="30.00"))
            for place in range(64)
        )
    )
    passed = [answer for answer in answers if answer.status == 201]
    refused = [await answer.json() for answer in answers if answer.status != 201]
    assert len(passed) == 33
    assert {problem["code"] for problem in refused} == {"budget-exhausted"}
    rest = await till.post("/purchases", a_purchase(number, "last", amount="10.00"))
    assert rest.status == 201
    assert (await rest.json())["balance"] == 1000
    assert await ledger.proof() == []


async def test_a_member_code_names_the_member_once(
    till: ApiTill, a_member: Callable[..., Awaitable[members.Member]], clock: SetClock
) -> None:
    member = await a_member()
    code = await members.code(member_id=member.id, secret=SECRET_KEY, at=clock.at)
    looked = await till.get(f"/members/{code.text}")
    assert looked.status == 200  # looking spends nothing
    assert (await till.post("/purchases", a_purchase(code.text))).status == 201
    assert (await till.post("/purchases", a_purchase(code.text))).status == 200
    other = await till.post("/purchases", a_purchase(code.text, "R-2"))
    assert (other.status, (await other.json())["code"]) == (409, "member-code-spent")
    clock.forward(seconds=61)
    assert (await till.post("/purchases", a_purchase(code.text))).status == 200
    late = await till.post("/purchases", a_purchase(code.text, "R-3"))
    assert (late.status, (await late.json())["code"]) == (409, "member-code-ended")


async def test_moments_too_far_away_are_refused(till: ApiTill, number: str) -> None:
    for occurred_at, code in (
        ("2025-01-10T12:05:01+08:00", "purchases-ahead"),
        ("2023-12-06T11:59:59+08:00", "purchases-too-old"),
        ("1900-01-01T00:00:00+14:00", "purchases-too-old"),
        ("2099-12-31T23:59:59-14:00", "purchases-ahead"),
    ):
        answer = await till.post("/purchases", a_purchase(number, occurred_at=occurred_at))
        assert (answer.status, (await answer.json())["code"]) == (409, code)


async def test_items_that_do_not_sum_are_refused(till: ApiTill, number: str) -> None:
    items = [{"sku": "1", "name": "茶", "amount": "299.99"}]
    answer = await till.post("/purchases", a_purchase(number, items=items))
    problem = await answer.json()
    assert (answer.status, problem["code"]) == (409, "items-sum")
    assert problem["facts"] == {"amount": "300.00", "items": "299.99"}
