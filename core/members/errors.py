"""Errors of members."""

from core.errors import NotFound, Refused


class UnknownMember(NotFound, code="members-unknown"):
    """There is no member by this id, number or code; a forged code gives the same error."""


class UnknownLanguage(Refused, code="members-language-unknown", constraint="member_language_known"):
    """The programme does not speak this language."""

    language: str


class UnknownKind(Refused, code="members-kind-unknown", constraint="member_kind_known"):
    """A member is a person or an organisation."""

    kind: str


class UnknownPurpose(Refused, code="members-purpose-unknown", constraint="consent_purpose_known"):
    """There is no such purpose to consent to."""

    purpose: str


class CodeEnded(Refused, code="member-code-ended"):
    """The member code was good, but its minute is over."""


class CodeSpent(Refused, code="member-code-spent"):
    """Another till has used this member code."""
