"""The bot as a stranger sees it: name, descriptions, command menus, the button of the mini-app.

Everything is read first and set only where it differs, so that a restart changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
    MenuButtonDefault,
    MenuButtonWebApp,
    WebAppInfo,
)

from bot import menu
from bot.updates import ALLOWED
from core.program import Program
from locales import Language, Texts

AUDIENCES = {None: "en", "zh": "zh-Hans", "en": "en"}
"""Telegram's language of the reader, and ours; None is everybody else's."""

CONNECTIONS = 40
"""Updates that Telegram may deliver to the webhook at the same time."""

PRINT_LENGTH = 12


async def introduce(bot: Bot, *, program: Program, texts: Texts, app_url: str) -> None:
    """Make the profile what it should be; harmless to repeat."""
    for code, language in AUDIENCES.items():
        t = texts.language(language)
        await _say(bot, t, code, program)
        private = BotCommandScopeAllPrivateChats()
        await _commands(bot, t, menu.PRIVATE, scope=private, code=code)
        group = BotCommandScopeAllGroupChats()
        await _commands(bot, t, menu.IN_GROUPS, scope=group, code=code)
    await _menu_button(bot, program.name, app_url, chat_id=None)


async def personal_menu(bot: Bot, t: Language, *, chat_id: int, staff: bool, app_url: str) -> None:
    """One chat's menus in the language that its member chose, with what staff need."""
    names = (*menu.PRIVATE, *(menu.STAFF if staff else ()))
    scope = BotCommandScopeChat(chat_id=chat_id)
    await _commands(bot, t, names, scope=scope, code=None)
    await _menu_button(bot, t.plain("bot-menu-button"), app_url, chat_id=chat_id)


async def set_webhook(bot: Bot, *, url: str, secret: str) -> bool:
    """Point Telegram at `url`; True when that changed anything.

    Telegram never tells the secret back, so a print of all that was set goes along in the address:
    when anything differs, the address does.
    """
    facts = [url, secret, ALLOWED, CONNECTIONS]
    printed = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:PRINT_LENGTH]
    address = f"{url}?set={printed}"
    if (await bot.get_webhook_info()).url == address:
        return False
    return await bot.set_webhook(
        address, secret_token=secret, allowed_updates=list(ALLOWED), max_connections=CONNECTIONS
    )


async def _say(bot: Bot, t: Language, code: str | None, program: Program) -> None:
    name = t.plain("bot-name", program=program.name)
    if (await bot.get_my_name(language_code=code)).name != name:
        await bot.set_my_name(name, language_code=code)
    description = t.plain("bot-description", program=program.name)
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    short = t.plain("bot-short-description", program=program.name)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)


async def _commands(
    bot: Bot, t: Language, names: Sequence[str], *, scope: BotCommandScopeUnion, code: str | None
) -> None:
    wanted = [
        BotCommand(command=name, description=t.plain(f"bot-command-{name}")) for name in names
    ]
    standing = await bot.get_my_commands(scope=scope, language_code=code)
    if [(one.command, one.description) for one in standing] != [
        (one.command, one.description) for one in wanted
    ]:
        await bot.set_my_commands(wanted, scope=scope, language_code=code)


async def _menu_button(bot: Bot, text: str, app_url: str, *, chat_id: int | None) -> None:
    standing = await bot.get_chat_menu_button(chat_id=chat_id)
    if app_url:
        wanted = MenuButtonWebApp(text=text, web_app=WebAppInfo(url=app_url))
        if standing.model_dump() != wanted.model_dump():
            await bot.set_chat_menu_button(chat_id=chat_id, menu_button=wanted)
    elif isinstance(standing, MenuButtonWebApp):
        await bot.set_chat_menu_button(chat_id=chat_id, menu_button=MenuButtonDefault())
