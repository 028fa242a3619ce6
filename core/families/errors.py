"""Errors of families."""

from datetime import date

from core.errors import Forbidden, NotFound, Refused


class NotInFamily(NotFound, code="families-none"):
    """The member sits in no family."""


class AlreadyInFamily(Refused, code="families-already-in", constraint="one_family_at_a_time"):
    """One family at a time."""


class FamilyFull(Refused, code="families-full", constraint="one_member_per_seat"):
    """Every seat is taken."""


class WrongName(Refused, code="families-name-wrong"):
    """A family has a name that people can read."""

    longest: int  # characters


class RejoinedTooSoon(Refused, code="families-rejoin-wait"):
    """A member who left a family waits before joining another."""

    from_on: date  # the first day that is allowed


class TooManyJoinsThisYear(Refused, code="families-joins-a-year"):
    """A member founds or joins only so many families in a calendar year."""

    joins: int  # how many families a member may found or join in a calendar year


class InvitationUnknown(NotFound, code="families-invitation-unknown"):
    """Nobody was invited by this link."""


class InvitationUsed(Refused, code="families-invitation-used"):
    """The link was used already; it is valid for one member."""


class InvitationEnded(Refused, code="families-invitation-ended"):
    """The link was not used in time."""


class InvitationRevoked(Refused, code="families-invitation-revoked"):
    """The family revoked the link."""


class NotConfirmed(Refused, code="families-not-confirmed"):
    """Joining needs a yes to what will be shared."""


class WrongPoints(Refused, code="families-points-wrong"):
    """Points are moved in whole numbers from one on."""


class NotEnoughOwnPoints(Refused, code="families-short"):
    """The member has fewer points there."""

    missing: int
    balance: int


class MonthlyCapReached(Refused, code="families-monthly-cap"):
    """More would be contributed than a month allows."""

    cap: int
    left: int


class UnknownPercent(Refused, code="families-percent-unknown"):
    """Of new points, 0, 25, 50, 75 or 100 percent are contributed at once."""


class NotTheHead(Forbidden, code="families-not-the-head"):
    """The head of the family decides this."""


class NotOfTheFamily(NotFound, code="families-not-of-the-family"):
    """The member does not belong to this family."""


class HandOverFirst(Refused, code="families-hand-over-first"):
    """The head leaves last, or after handing over."""
