"""What the merchant API is sent and answers; the OpenAPI document is made of these."""

from webapp.api.schemas.earning import (
    AnyPurchases,
    MemberBalance,
    NewPurchase,
    NewPurchases,
    NewRefund,
    Problem,
    Recorded,
    Refunded,
    Results,
)
from webapp.api.schemas.offers import (
    Events,
    EventState,
    NewEvent,
    NewReward,
    NewVerification,
    RewardChange,
    Rewards,
    RewardState,
    Verification,
)
from webapp.edge.fields import RECEIPT, RECEIPT_PATTERN

__all__ = [
    "RECEIPT",
    "RECEIPT_PATTERN",
    "AnyPurchases",
    "EventState",
    "Events",
    "MemberBalance",
    "NewEvent",
    "NewPurchase",
    "NewPurchases",
    "NewRefund",
    "NewReward",
    "NewVerification",
    "Problem",
    "Recorded",
    "Refunded",
    "Results",
    "RewardChange",
    "RewardState",
    "Rewards",
    "Verification",
]
