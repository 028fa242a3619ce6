"""Purchases and refunds, as a merchant's till posts them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, Final, TypeAlias

from aiohttp import web

from core import members, purchases
from core.errors import LoyaltyError
from core.merchants import Merchant
from core.purchases import Item, NewPurchase, Recorded, RefundLine
from webapp import app_keys
from webapp.api import schemas
from webapp.api.auth import merchant_only
from webapp.edge import json_bodies, problems
from webapp.edge.metrics import METRICS
from webapp.edge.problems import ApiProblem

Judged: TypeAlias = Recorded | LoyaltyError | ApiProblem

CREATED: Final = 201
REPEATED: Final = 200


@merchant_only
async def record(request: web.Request, merchant: Merchant) -> web.Response:
    """Post one purchase: 201, or 200 with the stored answer if it stood already."""
    sent = await json_bodies.read(request, schemas.NewPurchase)
    at = request.app[app_keys.CLOCK]()
    try:
        recorded = await purchases.record(
            request.app[app_keys.PROGRAM],
            merchant_id=merchant.id,
            member=_reference(request, sent, at),
            at=at,
            **_content(sent),
        )
    except LoyaltyError as error:
        request.app[METRICS].judged(error.code)
        raise
    request.app[METRICS].judged(_outcome(recorded))
    return json_bodies.answered(_answer(recorded), _status(recorded))


@merchant_only
async def record_many(request: web.Request, merchant: Merchant) -> web.Response:
    """Post up to a thousand, judged in the order sent, each as if it came alone."""
    plain = await json_bodies.read_json(request, bytes_max=json_bodies.BATCH_BYTES_MAX)
    judged = await _judged(request, merchant, _each(plain))
    for outcome, times in Counter(_outcome(one) for one in judged).items():
        request.app[METRICS].judged(outcome, times)
    return json_bodies.answered({"results": [_result(request, one) for one in judged]})


@merchant_only
async def refund(request: web.Request, merchant: Merchant) -> web.Response:
    """Take the points of returned money back: 201, or 200 for a refund that stood already."""
    sent = await json_bodies.read(request, schemas.NewRefund)
    lines = [RefundLine(one.line, one.amount) for one in sent.items]
    refunded = await purchases.refund(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        receipt=_receipt(request),
        refund=sent.refund,
        amount_fen=sent.amount or None,
        items=lines or None,
        at=request.app[app_keys.CLOCK](),
    )
    return json_bodies.answered(
        {
            "clawed_back": refunded.clawed_back,
            "debt": refunded.debt,
            "balance": refunded.balance,
        },
        REPEATED if refunded.replayed else CREATED,
    )


def _receipt(request: web.Request) -> str:
    """The receipt in the address; one that could never be posted is not there."""
    receipt = request.match_info["receipt"]
    if not schemas.RECEIPT.fullmatch(receipt):
        raise purchases.UnknownPurchase(receipt=receipt[:64])
    return receipt


def _each(plain: Any) -> list[schemas.NewPurchase | ApiProblem]:
    """The purchases of a batch; a malformed one spoils no neighbour."""
    try:
        return list(json_bodies.checked(schemas.NewPurchases, plain).purchases)
    except ApiProblem:  # some of them, or the frame around them, which raises again
        return [_one(one) for one in json_bodies.checked(schemas.AnyPurchases, plain).purchases]


def _one(plain: Any) -> schemas.NewPurchase | ApiProblem:
    try:
        return json_bodies.checked(schemas.NewPurchase, plain)
    except ApiProblem as problem:
        return problem


async def _judged(
    request: web.Request, merchant: Merchant, sent: list[schemas.NewPurchase | ApiProblem]
) -> list[Judged]:
    at = request.app[app_keys.CLOCK]()
    prepared = [_prepared(request, merchant, one, at) for one in sent]
    posted = [one for one in prepared if isinstance(one, NewPurchase)]
    answers = iter(
        await purchases.record_many(request.app[app_keys.PROGRAM], purchases=posted)
        if posted
        else ()
    )
    return [next(answers) if isinstance(one, NewPurchase) else one for one in prepared]


def _prepared(
    request: web.Request,
    merchant: Merchant,
    sent: schemas.NewPurchase | ApiProblem,
    at: datetime,
) -> NewPurchase | LoyaltyError | ApiProblem:
    if isinstance(sent, ApiProblem):
        return sent
    try:
        member = _reference(request, sent, at)
    except members.UnknownMember as error:
        return error
    return NewPurchase(merchant_id=merchant.id, member=member, at=at, **_content(sent))


def _reference(request: web.Request, sent: schemas.NewPurchase, at: datetime) -> members.Reference:
    return members.parse_reference(sent.member, secret=request.app[app_keys.SECRET_KEY], at=at)


def _content(sent: schemas.NewPurchase) -> dict[str, Any]:
    return {
        "receipt": sent.receipt,
        "amount_fen": sent.amount,
        "channel": sent.channel,
        "occurred_at": sent.occurred_at,
        "items": tuple(
            Item(
                sku=one.sku,
                name=one.name,
                category=one.category,
                amount_fen=one.amount,
                green=one.green,
                attributes=one.attributes,
            )
            for one in sent.items
        ),
    }


def _answer(recorded: Recorded) -> dict[str, Any]:
    return {
        "purchase": recorded.purchase_id,
        "points": recorded.points,
        "components": [
            {"kind": one.kind, "points": one.points, "expires_on": one.expires_on}
            for one in recorded.components
        ],
        "trimmed": recorded.trimmed,
        "debt_repaid": recorded.debt_repaid,
        "balance": recorded.balance,
    }


def _status(recorded: Recorded) -> int:
    return REPEATED if recorded.replayed else CREATED


def _outcome(judged: Judged) -> str:
    if isinstance(judged, Recorded):
        return "repeated" if judged.replayed else "recorded"
    return judged.code


def _result(request: web.Request, judged: Judged) -> dict[str, Any]:
    """What the single call would have answered, and its status."""
    if isinstance(judged, Recorded):
        return {"status": _status(judged), **_answer(judged)}
    if isinstance(judged, ApiProblem):
        problem = problems.of_problem(request, judged)
    else:
        problem = problems.of_error(request, judged)
    return problems.body(problem, request[app_keys.REQUEST_ID])


ROUTES = (
    web.post("/api/v1/purchases", record),
    web.post("/api/v1/purchases/batch", record_many),
    web.post("/api/v1/purchases/{receipt}/refunds", refund),
)
