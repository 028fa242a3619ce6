"""What merchants may be refused."""

from core.errors import NotFound, Refused


class UnknownMerchant(NotFound):
    """No merchant by this id."""

    code = "merchants-unknown"


class NameMissing(Refused):
    """A merchant has a name that members can read."""

    code = "merchants-name-missing"
    constraint = "merchant_has_name"


class LicenceMissing(Refused):
    """RL-7: no licence, no merchant."""

    code = "merchants-licence-missing"
    constraint = "merchant_has_licence"


class BudgetExhausted(Refused):
    """RL-3: the points would cost more than the budget has left. Facts: needed, headroom (fen)."""

    code = "budget-exhausted"
    constraint = "budget_never_exceeded"


class TopUpNotPositive(Refused):
    """A budget is only ever topped up. Facts: fen."""

    code = "merchants-top-up-not-positive"
    constraint = "top_up_positive"


class SourceNotMarketing(Refused):
    """RL-3: points are paid out of marketing money, never a member's. Facts: source."""

    code = "merchants-source-not-marketing"
    constraint = "top_up_from_marketing"


class RateOutOfRange(Refused):
    """Facts: rate (points per yuan), at most 1000 and four decimals."""

    code = "merchants-rate-out-of-range"
    constraint = "rate_in_range"
