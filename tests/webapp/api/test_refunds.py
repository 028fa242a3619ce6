"""Refunds that are not as described, or take back more than there is, are refused."""

from __future__ import annotations

from tests.webapp.conftest import ApiTill, a_purchase


async def test_wrong_refunds_are_refused(till: ApiTill, number: str) -> None:
    await till.post("/purchases", a_purchase(number))
    line = {"line": 1, "amount": "1.00"}
    for body in (
        {},
        {"refund": "A"},
        {"refund": "A", "amount": "1.00", "items": [line]},
        {"refund": "A", "amount": None},
        {"refund": "A", "amount": "1.00", "items": None},
        {"refund": "A", "items": []},
        {"refund": "A", "items": [line | {"line": 0}]},
        {"refund": "A", "items": [line | {"line": 1.5}]},
        {"refund": "A", "items": [line | {"line": 10**30}]},
        {"refund": "A", "items": [line | {"amount": "0.00"}]},
        {"refund": "A", "amount": "-1.00"},
        {"refund": "a b", "amount": "1.00"},
    ):
        answer = await till.post("/purchases/R-1/refunds", body)
        assert (answer.status, (await answer.json())["code"]) == (422, "api-invalid"), body


async def test_one_line_twice_in_a_refund_counts_twice(till: ApiTill, number: str) -> None:
    await till.post("/purchases", a_purchase(number))
    line = {"line": 1, "amount": "200.00"}
    answer = await till.post("/purchases/R-1/refunds", {"refund": "A", "items": [line, line]})
    assert (answer.status, (await answer.json())["code"]) == (409, "refund-exceeds")
