"""What merchants may be refused."""

from core.errors import NotFound, Refused


class UnknownMerchant(NotFound, code="merchants-unknown"):
    """No merchant by this id."""


class NameMissing(Refused, code="merchants-name-missing", constraint="merchant_has_name"):
    """A merchant has a name that members can read."""


class NameUnfit(Refused, code="merchants-name-unfit"):
    """A name is one line, and never cut. Facts: longest (characters)."""


class LicenceMissing(Refused, code="merchants-licence-missing", constraint="merchant_has_licence"):
    """RL-7: no licence, no merchant."""


class LicenceUnfit(LicenceMissing, code="merchants-licence-unfit"):
    """RL-7: what was given is no licence's number. Facts: longest (characters)."""


class BudgetExhausted(Refused, code="budget-exhausted", constraint="budget_never_exceeded"):
    """RL-3: the points would cost more than the budget has left. Facts: needed, headroom (fen)."""


class TopUpNotPositive(Refused, code="merchants-top-up-not-positive", constraint="top_up_positive"):
    """A budget is only ever topped up. Facts: fen."""


class SourceNotMarketing(
    Refused, code="merchants-source-not-marketing", constraint="top_up_from_marketing"
):
    """RL-3: points are paid out of marketing money, never a member's. Facts: source."""


class RateOutOfRange(Refused, code="merchants-rate-out-of-range", constraint="rate_in_range"):
    """Facts: rate (points per yuan), at most 1000 and four decimals."""


class RateTooEarly(Refused, code="merchants-rate-too-early"):
    """The past does not change. Facts: holds_from, at."""


class RateUnannounced(Refused, code="merchants-rate-unannounced"):
    """RL-11: a rate that gets worse is announced ahead. Facts: days, falls_at."""


class RateTaken(Refused, code="merchants-rate-taken", constraint="rate_once_a_moment"):
    """Another rate holds from that very moment. Facts: holds_from."""


class UnknownRole(Refused, code="merchants-role-unknown", constraint="staff_invitation_role_known"):
    """Facts: role."""


class InvitationUnknown(NotFound, code="merchants-invitation-unknown"):
    """Nobody was invited by this link."""


class InvitationUsed(Refused, code="merchants-invitation-used"):
    """Somebody else opened this link first."""


class InvitationEnded(Refused, code="merchants-invitation-ended"):
    """The link was not opened in time. Facts: ended_at."""
