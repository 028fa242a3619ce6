"""What merchants may be refused."""

from typing import ClassVar

from core.errors import NotFound, Refused


class UnknownMerchant(NotFound):
    """No merchant by this id."""

    code = "merchants-unknown"


class NameMissing(Refused):
    """A merchant has a name that members can read."""

    code = "merchants-name-missing"
    constraint = "merchant_has_name"


class NameUnfit(Refused):
    """A name is one line, and never cut. Facts: longest (characters)."""

    code = "merchants-name-unfit"


class LicenceMissing(Refused):
    """RL-7: no licence, no merchant."""

    code = "merchants-licence-missing"
    constraint: ClassVar[str | None] = "merchant_has_licence"


class LicenceUnfit(LicenceMissing):
    """RL-7: what was given is no licence's number. Facts: longest (characters)."""

    code = "merchants-licence-unfit"
    constraint = None


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


class RateTooEarly(Refused):
    """The past does not change. Facts: holds_from, at."""

    code = "merchants-rate-too-early"


class RateUnannounced(Refused):
    """RL-11: a rate that gets worse is announced ahead. Facts: days, falls_at."""

    code = "merchants-rate-unannounced"


class RateTaken(Refused):
    """Another rate holds from that very moment. Facts: holds_from."""

    code = "merchants-rate-taken"
    constraint = "rate_once_a_moment"


class UnknownRole(Refused):
    """Facts: role."""

    code = "merchants-role-unknown"
    constraint = "staff_invitation_role_known"


class InvitationUnknown(NotFound):
    """Nobody was invited by this link."""

    code = "merchants-invitation-unknown"


class InvitationUsed(Refused):
    """Somebody else opened this link first."""

    code = "merchants-invitation-used"


class InvitationEnded(Refused):
    """The link was not opened in time. Facts: ended_at."""

    code = "merchants-invitation-ended"
