"""What families may be refused."""

from core.errors import Forbidden, NotFound, Refused


class NotInFamily(NotFound):
    """The member sits in no family."""

    code = "families-none"


class AlreadyIn(Refused):
    """One family at a time."""

    code = "families-already-in"
    constraint = "one_family_at_a_time"


class FamilyFull(Refused):
    """Every seat is taken."""

    code = "families-full"
    constraint = "one_member_per_seat"


class WrongName(Refused):
    """A family has a name that people can read. Facts: longest (characters)."""

    code = "families-name-wrong"


class RejoinWait(Refused):
    """Who left a family waits before the next. Facts: from_on (the first day that is allowed)."""

    code = "families-rejoin-wait"


class JoinsAYear(Refused):
    """Facts: joins (how many families a member may found or join in a calendar year)."""

    code = "families-joins-a-year"


class InvitationUnknown(NotFound):
    """Nobody was invited by this link."""

    code = "families-invitation-unknown"


class InvitationUsed(Refused):
    """Somebody joined by this link already; it is good for one."""

    code = "families-invitation-used"


class InvitationEnded(Refused):
    """The link was not used in time."""

    code = "families-invitation-ended"


class InvitationRevoked(Refused):
    """The family took the link back."""

    code = "families-invitation-revoked"


class NotConfirmed(Refused):
    """Joining needs a yes to what will be shared."""

    code = "families-not-confirmed"


class WrongPoints(Refused):
    """Points are moved in whole numbers from one on."""

    code = "families-points-wrong"


class Short(Refused):
    """There are not as many of one's own points there. Facts: missing, balance (points)."""

    code = "families-short"


class MonthlyCap(Refused):
    """More would be contributed than a month allows. Facts: cap, left (points)."""

    code = "families-monthly-cap"


class UnknownPercent(Refused):
    """Of new points, 0, 25, 50, 75 or 100 percent are contributed at once."""

    code = "families-percent-unknown"


class NotTheHead(Forbidden):
    """The head of the family decides this."""

    code = "families-not-the-head"


class NotOfTheFamily(NotFound):
    """Nobody of this family is meant."""

    code = "families-not-of-the-family"


class HandOverFirst(Refused):
    """The head leaves last, or after handing over."""

    code = "families-hand-over-first"
