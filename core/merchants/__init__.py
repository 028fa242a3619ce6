"""Who issues and serves: staff, keys, licence, budget, dated rates."""

from core.merchants.commands import Added, add
from core.merchants.errors import (
    BudgetExhausted,
    LicenceMissing,
    NameMissing,
    RateOutOfRange,
    SourceNotMarketing,
    TopUpNotPositive,
    UnknownMerchant,
)
from core.merchants.queries import Merchant, budget, by_api_key, by_id
from core.merchants.rules import BudgetState, Rate, budget_state

__all__ = [
    "Added",
    "BudgetExhausted",
    "BudgetState",
    "LicenceMissing",
    "Merchant",
    "NameMissing",
    "Rate",
    "RateOutOfRange",
    "SourceNotMarketing",
    "TopUpNotPositive",
    "UnknownMerchant",
    "add",
    "budget",
    "budget_state",
    "by_api_key",
    "by_id",
]
