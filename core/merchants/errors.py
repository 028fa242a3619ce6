"""Errors of merchants."""

from datetime import datetime
from decimal import Decimal

from core.errors import NotFound, Refused


class UnknownMerchant(NotFound, code="merchants-unknown"):
    """No merchant by this id."""


class NameMissing(Refused, code="merchants-name-missing", constraint="merchant_has_name"):
    """A merchant has a name that members can read."""


class NameUnfit(Refused, code="merchants-name-unfit"):
    """A name is one line, and never cut."""

    longest: int  # characters


class LicenceMissing(Refused, code="merchants-licence-missing", constraint="merchant_has_licence"):
    """RL-7: no licence, no merchant."""


class LicenceUnfit(LicenceMissing, code="merchants-licence-unfit"):
    """RL-7: the text is not the number of a licence."""

    longest: int  # characters


class BudgetExhausted(Refused, code="budget-exhausted", constraint="budget_never_exceeded"):
    """RL-3: the points would cost more than the budget has left."""

    needed_fen: int
    headroom_fen: int


class TopUpNotPositive(Refused, code="merchants-top-up-not-positive", constraint="top_up_positive"):
    """A budget is only ever topped up."""

    fen: int


class SourceNotMarketing(
    Refused, code="merchants-source-not-marketing", constraint="top_up_from_marketing"
):
    """RL-3: points are paid out of marketing money, never a member's."""

    source: str


class RateOutOfRange(Refused, code="merchants-rate-out-of-range", constraint="rate_in_range"):
    """A rate is 0 to 1000, with at most four decimals."""

    rate: Decimal  # points per yuan


class RateTooEarly(Refused, code="merchants-rate-too-early"):
    """The past does not change."""

    holds_from: datetime
    at: datetime


class RateUnannounced(Refused, code="merchants-rate-unannounced"):
    """RL-11: a worse rate is announced ahead."""

    days: int
    falls_at: datetime


class RateTaken(Refused, code="merchants-rate-taken", constraint="rate_once_a_moment"):
    """Another rate holds from that very moment."""

    holds_from: datetime


class UnknownRole(Refused, code="merchants-role-unknown", constraint="staff_invitation_role_known"):
    """Nobody can be invited in this role."""

    role: str


class InvitationUnknown(NotFound, code="merchants-invitation-unknown"):
    """Nobody was invited by this link."""


class InvitationUsed(Refused, code="merchants-invitation-used"):
    """Somebody else opened this link first."""


class InvitationEnded(Refused, code="merchants-invitation-ended"):
    """The link was not opened in time."""

    ended_at: datetime
