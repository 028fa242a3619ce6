"""Help, /cancel, the buttons that show what a command shows, and commands in groups."""

from __future__ import annotations

from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.fsm.context import FSMContext

from bot import buttons, menu
from bot.buttons import Go, OpenBelow
from bot.routing import Buttons, Commands
from bot.screens import Screen
from core import merchants
from core.members import Member
from locales import Language


async def help_(*, member: Member, t: Language, app_url: str) -> Screen:
    """The commands, a line each."""
    staff = await merchants.staff_of(member.id)
    names = (*menu.PRIVATE, *(menu.STAFF if staff else ()))
    lines = "\n".join(f"/{name} {t(f'bot-command-{name}')}" for name in names)
    text = f"{t('bot-help')}\n\n{lines}"
    return Screen(
        text,
        buttons.keyboard(
            buttons.app(t, app_url), [buttons.go(t, "balance"), buttons.go(t, "code")]
        ),
    )


async def cancel(*, state: FSMContext, t: Language) -> Screen:
    """End the conversation, whichever it is."""
    if await state.get_state() is None:
        return Screen(t("bot-nothing-to-cancel"), buttons.home(t))
    await state.clear()
    return Screen(t("bot-cancelled"), buttons.home(t))


async def in_group(*, name: str, t: Language, bot_username: str) -> Screen:
    """A link to the private chat that shows there what was asked for here."""
    url = f"https://t.me/{bot_username}?start={name}"
    return Screen(
        t("bot-in-group"), buttons.keyboard([buttons.link(t.plain("bot-open-privately"), url)])
    )


def buttons_for(commands: Commands) -> Buttons:
    """The buttons that show what a command shows: in place of their message, or below it."""
    handlers = {name: CallableObject(handler) for name, handler in commands.items()}

    async def go(pressed: Go, t: Language, **data: Any) -> Screen:
        handler = handlers.get(pressed.name)
        if handler is None:
            return Screen(t("bot-out-of-date"), buttons.home(t))
        screen: Screen = await handler.call(**data, t=t, argument="")
        return screen

    async def open_(pressed: OpenBelow, t: Language, **data: Any) -> Screen:
        shown = await go(Go(name=pressed.name), t, **data)
        return Screen(**{**shown.__dict__, "lasting": True})

    return {Go: go, OpenBelow: open_}


COMMANDS: Commands = {"help": help_, "cancel": cancel}
