"""Every call of the merchant API: what it takes, what it answers, and what it may refuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel

from core import catalog, members, merchants, purchases, redemptions
from core.errors import KeyReused, LoyaltyError
from webapp.api import schemas
from webapp.edge import problems

EVERYWHERE: Final = (401, 429, 500, 503)
WITH_BODY: Final = (400, 413, 415, 422)


@dataclass(frozen=True)
class Parameter:
    """A part of the address, of the query or of the head; `shape` is its JSON schema."""

    place: str
    name: str
    shape: Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One operation: what it takes, what it answers, and what it may refuse."""

    name: str
    method: str
    path: str
    answers: Mapping[int, type[BaseModel]]
    body: type[BaseModel] | None = None
    parameters: tuple[Parameter, ...] = ()
    refusals: tuple[type[LoyaltyError], ...] = ()
    statuses: tuple[int, ...] = field(default=())

    def codes(self) -> Iterator[tuple[int, str]]:
        """Every status that it may refuse with, and why."""
        for status in (*EVERYWHERE, *(WITH_BODY if self.body else ()), *self.statuses):
            yield status, problems.CODE_OF_STATUS[status]
        for refusal in self.refusals:
            yield problems.status_of(refusal), refusal.code


RECEIPT = Parameter("path", "receipt", {"type": "string", "pattern": schemas.RECEIPT_PATTERN})
MEMBER = Parameter("path", "member", {"type": "string", "minLength": 1, "maxLength": 64})
EVENT = Parameter("path", "event", {"type": "string", "format": "uuid"})
REWARD = Parameter("path", "reward", {"type": "string", "format": "uuid"})
VOUCHER = Parameter("path", "voucher", {"type": "string", "minLength": 1, "maxLength": 64})
STATE = Parameter("query", "state", {"type": "string", "enum": list(catalog.STATES)})
KEY = Parameter("header", "Idempotency-Key", {"type": "string", "pattern": schemas.RECEIPT_PATTERN})

EARNING: Final = (
    members.UnknownMember,
    members.CodeEnded,
    members.CodeSpent,
    merchants.BudgetExhausted,
    KeyReused,
    purchases.ItemsDoNotAddUp,
    purchases.PurchaseTooOld,
    purchases.PurchaseInFuture,
    purchases.BornExpired,
)
WRITING: Final = (
    catalog.WrongWindow,
    catalog.WrongMultiplier,
    catalog.WrongCategories,
    catalog.WrongText,
    catalog.WrongTheme,
    catalog.UnknownReward,
)
REWARDING: Final = (catalog.WrongReward, catalog.WrongText, KeyReused)

CALLS: Final = (
    Call(
        "record",
        "post",
        "/purchases",
        {201: schemas.Recorded, 200: schemas.Recorded},
        body=schemas.NewPurchase,
        refusals=EARNING,
    ),
    Call(
        "record-many",
        "post",
        "/purchases/batch",
        {200: schemas.Results},
        body=schemas.NewPurchases,
    ),
    Call(
        "refund",
        "post",
        "/purchases/{receipt}/refunds",
        {201: schemas.Refunded, 200: schemas.Refunded},
        body=schemas.NewRefund,
        parameters=(RECEIPT,),
        refusals=(
            purchases.UnknownPurchase,
            purchases.UnknownLine,
            purchases.RefundExceedsPurchase,
            KeyReused,
        ),
    ),
    Call(
        "member",
        "get",
        "/members/{member}",
        {200: schemas.MemberBalance},
        parameters=(MEMBER,),
        refusals=(members.UnknownMember, members.CodeEnded),
    ),
    Call(
        "draft-event",
        "post",
        "/events",
        {201: schemas.EventState},
        body=schemas.NewEvent,
        parameters=(KEY,),
        refusals=(*WRITING, KeyReused),
    ),
    Call(
        "events",
        "get",
        "/events",
        {200: schemas.Events},
        parameters=(STATE,),
        statuses=(422,),
    ),
    Call(
        "publish-event",
        "post",
        "/events/{event}/publish",
        {200: schemas.EventState},
        parameters=(EVENT,),
        refusals=(
            catalog.UnknownEvent,
            catalog.DisclosureIncomplete,
            catalog.EventOver,
            merchants.LicenceMissing,
        ),
    ),
    Call(
        "draft-reward",
        "post",
        "/rewards",
        {201: schemas.RewardState},
        body=schemas.NewReward,
        parameters=(KEY,),
        refusals=REWARDING,
    ),
    Call("rewards", "get", "/rewards", {200: schemas.Rewards}, statuses=(422,)),
    Call(
        "change-reward",
        "patch",
        "/rewards/{reward}",
        {200: schemas.RewardState},
        body=schemas.RewardChange,
        parameters=(REWARD,),
        refusals=(
            catalog.UnknownReward,
            catalog.NothingChanged,
            catalog.WrongReward,
            catalog.WrongText,
        ),
    ),
    Call(
        "publish-reward",
        "post",
        "/rewards/{reward}/publish",
        {200: schemas.RewardState},
        parameters=(REWARD,),
        refusals=(
            catalog.UnknownReward,
            catalog.DisclosureIncomplete,
            merchants.LicenceMissing,
        ),
    ),
    Call(
        "verify-voucher",
        "post",
        "/vouchers/{voucher}/verify",
        {200: schemas.Verification},
        body=schemas.NewVerification,
        parameters=(VOUCHER,),
        refusals=(
            redemptions.UnknownVoucher,
            redemptions.VoucherUsed,
            redemptions.VoucherEnded,
        ),
    ),
)
