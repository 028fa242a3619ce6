"""The profile of the bot: name, descriptions, command menus, menu button, webhook.

Everything is read first and set only where it differs, so that a restart changes nothing: Telegram
limits how often a profile may change.
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
"""Our language for each of Telegram's language codes; None is for every other code."""

CONNECTIONS = 40
"""Updates that Telegram may deliver to the webhook at the same time."""

FINGERPRINT_LENGTH = 12


async def introduce(bot: Bot, *, program: Program, texts: Texts, app_url: str) -> None:
    """Set name, descriptions, menus and menu button; idempotent."""
    for code, language in AUDIENCES.items():
        t = texts.language(language)
        await _describe(bot, t, code, program)
        private = BotCommandScopeAllPrivateChats()
        await _commands(bot, t, menu.PRIVATE, scope=private, code=code)
        group = BotCommandScopeAllGroupChats()
        await _commands(bot, t, menu.IN_GROUPS, scope=group, code=code)
    await _menu_button(bot, program.name, app_url, chat_id=None)


async def personal_menu(bot: Bot, t: Language, *, chat_id: int, staff: bool, app_url: str) -> None:
    """Set the menus of one chat in its member's language, with the commands of staff."""
    names = (*menu.PRIVATE, *(menu.STAFF if staff else ()))
    scope = BotCommandScopeChat(chat_id=chat_id)
    await _commands(bot, t, names, scope=scope, code=None)
    await _menu_button(bot, t.plain("bot-menu-button"), app_url, chat_id=chat_id)


async def set_webhook(bot: Bot, *, url: str, secret: str) -> bool:
    """Point Telegram at `url`; True when that changed anything.

    Telegram does not return the secret, so the address carries a fingerprint of everything that was
    set: when anything differs, the address differs.
    """
    content = json.dumps([url, secret, ALLOWED, CONNECTIONS])
    fingerprint = hashlib.sha256(content.encode()).hexdigest()[:FINGERPRINT_LENGTH]
    address = f"{url}?set={fingerprint}"
    if (await bot.get_webhook_info()).url == address:
        return False
    return await bot.set_webhook(
        address, secret_token=secret, allowed_updates=list(ALLOWED), max_connections=CONNECTIONS
    )


async def _describe(bot: Bot, t: Language, code: str | None, program: Program) -> None:
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
    present = await bot.get_my_commands(scope=scope, language_code=code)
    if [(command.command, command.description) for command in present] != [
        (command.command, command.description) for command in wanted
    ]:
        await bot.set_my_commands(wanted, scope=scope, language_code=code)


async def _menu_button(bot: Bot, text: str, app_url: str, *, chat_id: int | None) -> None:
    present = await bot.get_chat_menu_button(chat_id=chat_id)
    if app_url:
        wanted = MenuButtonWebApp(text=text, web_app=WebAppInfo(url=app_url))
        if present.model_dump() != wanted.model_dump():
            await bot.set_chat_menu_button(chat_id=chat_id, menu_button=wanted)
    elif isinstance(present, MenuButtonWebApp):
        await bot.set_chat_menu_button(chat_id=chat_id, menu_button=MenuButtonDefault())
