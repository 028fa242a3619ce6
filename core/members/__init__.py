"""Who takes part: kind, names, numbers and codes, consent, language, reach."""

from core.members.commands import Registered, add, register
from core.members.errors import (
    CodeEnded,
    CodeSpent,
    UnknownKind,
    UnknownLanguage,
    UnknownMember,
    UnknownPurpose,
)
from core.members.queries import Member, by_id, by_telegram
from core.members.rules import (
    LANGUAGES,
    PURPOSES,
    ByCode,
    ById,
    ByNumber,
    MemberCode,
    Reference,
    format_number,
    mint_code,
    new_number,
    parse_number,
    parse_reference,
)

__all__ = [
    "LANGUAGES",
    "PURPOSES",
    "ByCode",
    "ById",
    "ByNumber",
    "CodeEnded",
    "CodeSpent",
    "Member",
    "MemberCode",
    "Reference",
    "Registered",
    "UnknownKind",
    "UnknownLanguage",
    "UnknownMember",
    "UnknownPurpose",
    "add",
    "by_id",
    "by_telegram",
    "format_number",
    "mint_code",
    "new_number",
    "parse_number",
    "parse_reference",
    "register",
]
