"""The family in the chat: found, invite, join, contribute points, withdraw them, leave."""

from __future__ import annotations

from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.fsm.context import FSMContext

from bot.handlers.families import membership, pooling
from bot.handlers.families.buttons import (
    FamilyStep,
    HandOver,
    JoinFamily,
    LeaveFamily,
    MovePoints,
    RevokeInvitation,
    SetAutomatic,
)
from bot.handlers.families.notices import NOTICES as NOTICES
from bot.handlers.families.overview import family
from bot.routing import Buttons, Commands
from bot.screens import Screen
from core.families import JOIN

_STEP_HANDLERS: Commands = {
    "found": membership.ask_name,
    "put": pooling.ask_put,
    "take": pooling.ask_take,
    "automatic": pooling.ask_part,
    "invite": membership.invite,
    "leave": membership.ask_leave,
    "leave-now": membership.ask_leave,
    "back": family,
}
STEPS = {name: CallableObject(handler) for name, handler in _STEP_HANDLERS.items()}


async def step(*, pressed: FamilyStep, state: FSMContext, **data: Any) -> Screen:
    """One of the steps that the family's message offers; it ends a conversation begun before."""
    await state.clear()
    handler = STEPS.get(pressed.name, STEPS["back"])
    screen: Screen = await handler.call(**data, state=state, pressed=pressed)
    return screen


COMMANDS: Commands = {"family": family}
BUTTONS: Buttons = {
    FamilyStep: step,
    MovePoints: pooling.move,
    RevokeInvitation: membership.revoke,
    JoinFamily: membership.answer,
    LeaveFamily: membership.leave,
    SetAutomatic: pooling.set_part,
    HandOver: membership.hand_over,
}
LINKS: Commands = {JOIN: membership.invited}
"""What a link to the bot leads to, by the beginning of its payload."""

REPLIES: Commands = {
    "FamilyTalk:naming": membership.named,
    "FamilyTalk:putting": pooling.put,
    "FamilyTalk:taking": pooling.take,
}
"""What answers the next text, by the state of the conversation that waits for it."""
