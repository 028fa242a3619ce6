"""The conversations: states in which the next text has a meaning of its own."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class StaffInvitation(StatesGroup):
    """Somebody opened a staff link and has not answered yet; the data holds the token."""

    answering = State(group_name="Invitation")  # the name under which open conversations are stored


class FamilyTalk(StatesGroup):
    """The bot asked for a family's name, or for points; the data holds the idempotency key."""

    naming = State()
    putting = State()
    taking = State()
