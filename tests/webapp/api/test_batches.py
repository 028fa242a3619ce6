"""A batch over HTTP: each purchase is judged as if it came alone, in the order sent."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

from tests.webapp.conftest import ApiTill, a_purchase

Tills = Callable[..., Awaitable[ApiTill]]


async def judged(till: ApiTill, purchases: list[Any]) -> list[dict[str, Any]]:
    answer = await till.post("/purchases/batch", {"purchases": purchases})
    assert answer.status == 200, await answer.text()
    results: list[dict[str, Any]] = (await answer.json())["results"]
    return results


def outcomes(results: list[dict[str, Any]]) -> list[tuple[int, str | None]]:
    return [(result["status"], result.get("code")) for result in results]


async def test_each_purchase_of_a_batch_is_decided_like_a_single_call(
    a_till: Tills, number: str
) -> None:
    till = await a_till(budget_fen=7_000)  # 700 points
    await till.post("/purchases", a_purchase(number, "before"))
    results = await judged(
        till,
        [
            a_purchase(number, "A"),
            a_purchase(number, "A"),  # its twin
            a_purchase(number, "A", amount="1.00"),  # the same receipt, other content
            a_purchase("JF-0000-0000-0", "B"),  # nobody
            a_purchase(number, "C", amount="100.01"),  # 100 points: the last of the budget
            a_purchase(number, "D", amount="1.00"),  # nothing is left
            a_purchase(number, "E", amount="0.99"),  # earns nothing, costs nothing
            a_purchase(number, "before"),  # stood already
            a_purchase(number, "F", amount=1.5),  # malformed
            "nonsense",
        ],
    )
    assert outcomes(results) == [
        (201, None),
        (200, None),
        (409, "key-reused"),
        (404, "members-unknown"),
        (201, None),
        (409, "budget-exhausted"),
        (201, None),
        (200, None),
        (422, "api-invalid"),
        (422, "api-invalid"),
    ]
    balances = [result["balance"] for result in results if "balance" in result]
    assert balances == [600, 600, 700, 700, 300]
    assert results[8]["errors"] == [{"at": "amount", "why": "须是文本，写在引号里"}]


async def test_a_result_is_the_body_of_the_single_call_and_its_status(
    till: ApiTill, number: str
) -> None:
    (first,) = await judged(till, [a_purchase(number)])
    single = await till.post("/purchases", a_purchase(number))
    assert first == {"status": 201, **await single.json()}
    (refused,) = await judged(till, [a_purchase(number, amount="1.00")])
    alone = await (await till.post("/purchases", a_purchase(number, amount="1.00"))).json()
    assert refused | {"request_id": ""} == alone | {"request_id": ""}


async def test_a_thousand_at_once_are_judged_in_order(till: ApiTill, number: str) -> None:
    sent = [a_purchase(number, f"R-{place}", amount=f"{place % 7 + 1}.00") for place in range(1000)]
    results = await judged(till, sent)
    assert [result["points"] for result in results] == [place % 7 + 1 for place in range(1000)]
    assert [result["balance"] for result in results] == [
        sum(each % 7 + 1 for each in range(place + 1)) for place in range(1000)
    ]
    assert await judged(till, sent) == [{**result, "status": 200} for result in results]


async def test_a_batch_has_one_to_a_thousand_purchases(till: ApiTill, number: str) -> None:
    for purchases, status in (
        ([], 422),
        ([a_purchase(number)] * 1001, 422),
        ({}, 422),
    ):
        answer = await till.post("/purchases/batch", {"purchases": purchases})
        assert answer.status == status, await answer.text()


async def test_a_batch_of_a_mebibyte_is_read_and_one_byte_more_is_not(
    till: ApiTill, number: str
) -> None:
    body = json.dumps({"purchases": [a_purchase(number)]}).encode()
    for size, status in ((1024 * 1024, 200), (1024 * 1024 + 1, 413)):
        answer = await till.call(
            "POST",
            "/purchases/batch",
            data=BytesIO(body.ljust(size)),
            headers={"Content-Type": "application/json"},
        )
        assert answer.status == status


async def test_a_batch_larger_than_a_single_call_is_read(till: ApiTill, number: str) -> None:
    body = {"purchases": [a_purchase(number, f"R-{place}") for place in range(700)]}
    assert len(json.dumps(body)) > 64 * 1024
    assert (await till.post("/purchases/batch", body)).status == 200
