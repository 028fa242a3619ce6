"""`POST /purchases/batch`: up to a thousand sales, each decided as if it came alone."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Annotated, Any, Final, Literal, TypeAlias

from aiohttp import web
from pydantic import BaseModel, Field

from core import members, purchases
from core.errors import LoyaltyError
from core.merchants import Merchant
from core.purchases import Recorded as RecordedPurchase
from webapp import app_keys
from webapp.api.api_call import ApiCall, Example
from webapp.api.problem_schema import Problem
from webapp.api.purchases.record import (
    EXAMPLE,
    EXAMPLE_ANSWER,
    NewPurchase,
    Recorded,
    answer_of,
    outcome_of,
    status_of,
)
from webapp.edge import http_io, problems
from webapp.edge.fields import RequestBody
from webapp.edge.http_problem import HttpProblem
from webapp.edge.metrics import METRICS

BATCH_MAX: Final = 1000

Outcome: TypeAlias = RecordedPurchase | LoyaltyError | HttpProblem


class NewPurchases(RequestBody):
    """Sales that are decided one after another, each as if it came alone."""

    purchases: Annotated[list[NewPurchase], Field(min_length=1, max_length=BATCH_MAX)]


class UncheckedPurchases(RequestBody):
    """The same batch when some purchase is malformed: the others are still decided."""

    purchases: Annotated[list[Any], Field(min_length=1, max_length=BATCH_MAX)]


class RecordedResult(Recorded):
    """One purchase of a batch that was recorded."""

    status: Literal[200, 201]


class Results(BaseModel):
    """One result for each purchase, in the order sent."""

    results: list[RecordedResult | Problem]


async def record_many(request: web.Request, merchant: Merchant) -> web.Response:
    """Records up to a thousand purchases in the order sent."""
    plain = await http_io.read_json(request, bytes_max=http_io.BATCH_BYTES_MAX)
    outcomes = await _outcomes(request, merchant, _purchases_in(plain))
    for outcome, times in Counter(_name_of(outcome) for outcome in outcomes).items():
        request.app[METRICS].count_purchases(outcome, times)
    return http_io.response({"results": [_result(request, outcome) for outcome in outcomes]})


def _purchases_in(plain: Any) -> list[NewPurchase | HttpProblem]:
    """The purchases of a batch; a malformed one does not refuse its neighbours."""
    try:
        return list(http_io.validated(NewPurchases, plain).purchases)
    except HttpProblem:  # of some purchases, or of the batch itself, which raises again below
        batch = http_io.validated(UncheckedPurchases, plain)
        return [_purchase_or_problem(purchase) for purchase in batch.purchases]


def _purchase_or_problem(plain: Any) -> NewPurchase | HttpProblem:
    try:
        return http_io.validated(NewPurchase, plain)
    except HttpProblem as problem:
        return problem


async def _outcomes(
    request: web.Request, merchant: Merchant, sent: list[NewPurchase | HttpProblem]
) -> list[Outcome]:
    now = http_io.at(request)
    prepared = [_prepared(request, merchant, purchase, now) for purchase in sent]
    posted = [purchase for purchase in prepared if isinstance(purchase, purchases.NewPurchase)]
    program = request.app[app_keys.PROGRAM]
    answers = iter(await purchases.record_many(program, purchases=posted) if posted else ())
    return [
        next(answers) if isinstance(purchase, purchases.NewPurchase) else purchase
        for purchase in prepared
    ]


def _prepared(
    request: web.Request, merchant: Merchant, sent: NewPurchase | HttpProblem, now: datetime
) -> purchases.NewPurchase | LoyaltyError | HttpProblem:
    """The purchase as core takes it, or why it cannot be."""
    if isinstance(sent, HttpProblem):
        return sent
    secret = request.app[app_keys.SECRET_KEY]
    try:
        member = members.parse_reference(sent.member, secret=secret, at=now)
    except members.UnknownMember as error:
        return error
    return sent.in_core(merchant, member, at=now)


def _name_of(outcome: Outcome) -> str:
    return outcome_of(outcome) if isinstance(outcome, RecordedPurchase) else outcome.code


def _result(request: web.Request, outcome: Outcome) -> dict[str, Any]:
    """What the single call would have answered, and its status."""
    if isinstance(outcome, RecordedPurchase):
        return {"status": status_of(outcome), **answer_of(outcome)}
    if isinstance(outcome, HttpProblem):
        problem = problems.of_problem(request, outcome)
    else:
        problem = problems.of_error(request, outcome)
    return problems.body(problem, request[app_keys.REQUEST_ID])


CALL = ApiCall(
    name="record-many",
    method="post",
    path="/purchases/batch",
    handler=record_many,
    body=NewPurchases,
    answers={200: Results},
    example=Example(
        "/purchases/batch",
        200,
        {"results": [{"status": 201, **EXAMPLE_ANSWER}]},
        {"purchases": [EXAMPLE]},
    ),
)
