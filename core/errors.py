"""Errors of core: a code and facts; texts and HTTP statuses are in other packages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar


class LoyaltyError(Exception):
    """A refusal that the outside may read: `code` names its text, `facts` fill that text.

    `constraint` names the database constraint that says the same: a lost race then reads like an
    ordinary refusal (see `core.db.command`). A class gives both in its head:
    `class FamilyFull(Refused, code="families-full", constraint="one_member_per_seat")`. In its body
    it declares its facts with their types; each is an attribute too. Where the database refused
    first, the error has no facts, because they would have to be read after the transaction ended.
    """

    code: ClassVar[str] = ""
    constraint: ClassVar[str | None] = None

    def __init_subclass__(cls, *, code: str = "", constraint: str | None = None) -> None:
        super().__init_subclass__()
        cls.code, cls.constraint = code, constraint

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts
        vars(self).update(facts)

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.facts.items())])


class NotFound(LoyaltyError):
    """The requested object does not exist, or not for this caller."""


class Refused(LoyaltyError):
    """The current state does not allow the act."""


class Forbidden(LoyaltyError):
    """The caller may not do it, in any state."""


class KeyReused(LoyaltyError, code="key-reused"):
    """The same key came with other content; the first act stands.

    It names the key as its caller does: one of the four.
    """

    key: str
    receipt: str
    refund: str
    request: str


def all_errors(kind: type[LoyaltyError] = LoyaltyError) -> Iterator[type[LoyaltyError]]:
    """Every error class that carries a code."""
    if kind.code:
        yield kind
    for child in kind.__subclasses__():
        yield from all_errors(child)
