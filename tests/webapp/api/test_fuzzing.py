"""Schemathesis calls every operation with what fits its description and with what does not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection

from tests.webapp.conftest import V1, ApiTill, Client
from webapp.api.calls import CALLS

EXAMPLES = 20
AMOUNT_MAX = 10**10
BATCHES = {f"{V1}/purchases/batch"}
EXCLUDED: list[CheckFunction] = [ignored_auth]
"""Calls without a key have tests of their own, and are slowed down when there are too many."""

JUDGED_ALONE: list[CheckFunction] = [negative_data_rejection]
"""A batch is answered with 200, and each malformed purchase in it with its own 422."""


def fuzz(operation: Any, mode: GenerationMode, *, base_url: str, key: str, number: str) -> None:
    """Call one operation many times; raises what schemathesis finds wrong with the answers."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Case[Any]) -> None:
        if mode is GenerationMode.POSITIVE:
            _make_plausible(case, number)
        case.call_and_validate(
            base_url=base_url,
            headers={"Authorization": f"Bearer {key}"},
            excluded_checks=EXCLUDED + (JUDGED_ALONE if operation.path in BATCHES else []),
        )

    call()


def _make_plausible(case: Case[Any], number: str) -> None:
    """Somebody who exists, lately, and a sum that is right: else only refusals would be tried."""
    if not isinstance(case.body, dict):
        return
    body: dict[str, Any] = case.body
    for purchase in [body, *body.get("purchases", [])]:
        if "member" in purchase:
            purchase |= {"member": number, "occurred_at": "2025-01-10T12:00:00+08:00"}
        total = sum(Decimal(item["amount"]) for item in purchase.get("items", ()))
        if "member" in purchase and 0 < total < AMOUNT_MAX:
            purchase["amount"] = str(total)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
async def test_no_answer_is_other_than_described(
    client: Client,
    a_till: Callable[..., Awaitable[ApiTill]],
    number: str,
    mode: GenerationMode,
) -> None:
    till = await a_till(budget_fen=10**15)
    document = await (await client.get("/api/openapi.json")).json()
    schema = schemathesis.openapi.from_dict(document)
    tried = set()
    candidate: Any
    for candidate in schema.get_all_operations():
        operation = candidate.ok()  # raises for an operation that it cannot read
        await asyncio.to_thread(
            fuzz,
            operation,
            mode,
            base_url=str(client.make_url("")),
            key=till.api_key,
            number=number,
        )
        tried.add(operation.label)
    assert len(tried) == len(CALLS)
