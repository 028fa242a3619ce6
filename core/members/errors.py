"""What members may be refused."""

from core.errors import NotFound, Refused


class UnknownMember(NotFound):
    """Nobody by this id, number or code; a forged code reads the same."""

    code = "members-unknown"


class UnknownLanguage(Refused):
    """Facts: language."""

    code = "members-language-unknown"
    constraint = "member_language_known"


class UnknownKind(Refused):
    """A member is a person or an organisation. Facts: kind."""

    code = "members-kind-unknown"
    constraint = "member_kind_known"


class UnknownPurpose(Refused):
    """Facts: purpose."""

    code = "members-purpose-unknown"
    constraint = "consent_purpose_known"


class CodeEnded(Refused):
    """The member code was good, but its minute is over."""

    code = "member-code-ended"


class CodeSpent(Refused):
    """Another till has used this member code."""

    code = "member-code-spent"
