"""The conversations that last longer than one message."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Invitation(StatesGroup):
    """Somebody opened a staff link and has not answered yet; the data holds its token."""

    answering = State()


class FamilyTalk(StatesGroup):
    """The bot asked for a family's name, or for points; the data holds the key of the move."""

    naming = State()
    putting = State()
    taking = State()
