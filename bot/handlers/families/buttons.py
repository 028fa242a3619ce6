"""The buttons of the family: its steps, moves of points, and membership."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from aiogram.filters.callback_data import CallbackData

from bot import buttons
from locales import Language


class FamilyStep(CallbackData, prefix="family1"):
    """A step that the family's message offers, by its name."""

    name: str


class MovePoints(CallbackData, prefix="move1"):
    """Put points into the family or take them out; a second tap carries the same key."""

    way: Literal["put", "take"]
    points: int
    key: str


class SetAutomatic(CallbackData, prefix="auto1"):
    """Contribute so many percent of new points automatically."""

    percent: int


class RevokeInvitation(CallbackData, prefix="revoke1"):
    """Make the link of an invitation invalid; `id` is not its token."""

    id: str


class JoinFamily(CallbackData, prefix="join1"):
    """Join the family that the token of a link invites to, or decline."""

    token: str
    accept: bool


class HandOver(CallbackData, prefix="head1"):
    """Make this member the head."""

    to: UUID


class LeaveFamily(CallbackData, prefix="leave1"):
    """Leave this family; `since` is when the seat was taken, so that it names one stay."""

    family: UUID
    since: int


def step_button(t: Language, name: str, style: buttons.Style | None = None) -> buttons.Button:
    """The button of the family step of this name; its label is `families-do-<name>`."""
    return buttons.callback(t.plain(f"families-do-{name}"), FamilyStep(name=name), style)
