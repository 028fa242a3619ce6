"""First contact: everybody is a member at once; language and consents are never required."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.types import User
from markupsafe import Markup

from bot import buttons
from bot.handlers.members.buttons import AskLanguage, ChangeConsent, GreetIn
from bot.handlers.members.settings import languages, set_language
from bot.routing import Buttons, Commands, Handler
from bot.screens import Screen
from core import members
from core.members import Member, format_number
from core.program import Program
from locales import Language


def start_command(pages: Commands, links: Commands) -> Handler:
    """The handler of `/start <argument>`, which every link to the bot sends.

    `pages` are the screens that an argument names, such as from a group's "open privately".
    `links` are handlers by the beginning of the argument; each gets the rest of it as `token`, and
    answers None for a link that it does not know.
    """
    page_handlers = _callable(pages)
    link_handlers = _callable(links)

    async def start(
        *,
        argument: str,
        newcomer: bool,
        member: Member,
        event_from_user: User,
        t: Language,
        program: Program,
        at: datetime,
        **data: Any,
    ) -> Screen:
        """Greet; an unknown link greets too, and a known one leads where it was made to lead."""
        if not newcomer:
            member = await _renewed(member, event_from_user, program, at)
        known = {"member": member, "t": t, "program": program, "at": at, **data}
        if page := page_handlers.get(argument):
            screen: Screen = await page.call(**known)
            return screen
        for prefix, handler in link_handlers.items():
            if argument.startswith(prefix):
                token = argument.removeprefix(prefix)
                if linked := await handler.call(token=token, **known):
                    shown: Screen = linked
                    return shown
        return _welcome(member, t, program, data["app_url"], newcomer=newcomer)

    return start


def _callable(handlers: Commands) -> Mapping[str, CallableObject]:
    return {name: CallableObject(handler) for name, handler in handlers.items()}


async def _renewed(member: Member, user: User, program: Program, at: datetime) -> Member:
    """The member as Telegram knows them now: the name may be new, and a blocked bot is back."""
    registered = await members.register(
        program,
        telegram_id=user.id,
        name=user.full_name,
        language=member.language,
        at=at,
    )
    return registered.member


def _welcome(
    member: Member, t: Language, program: Program, app_url: str, *, newcomer: bool
) -> Screen:
    greeting = "members-welcome" if newcomer else "members-welcome-back"
    lines = [
        t(greeting, name=member.name, program=program.name),
        t("members-number-line", number=format_number(member.number)),
        Markup(),
        t("members-how-to-earn"),
    ]
    first = [buttons.go(t, "code"), buttons.go(t, "balance")]
    choices = [buttons.callback(t.plain("bot-go-language"), AskLanguage(newcomer=newcomer))]
    if newcomer:
        agree = ChangeConsent(purpose="marketing", given=True)
        choices.append(buttons.callback(t.plain("members-offer-marketing"), agree))
        lines.append(t("members-consent-offer"))
    else:
        choices.append(buttons.go(t, "help"))
    return Screen("\n".join(lines), buttons.keyboard(buttons.app(t, app_url), first, choices))


async def ask_language(*, t: Language, pressed: AskLanguage) -> Screen:
    """Ask in which language to greet."""
    return languages(t, lambda code: GreetIn(language=code, newcomer=pressed.newcomer))


async def greet_in(*, program: Program, app_url: str, pressed: GreetIn, **data: Any) -> Screen:
    """The same welcome in the chosen language."""
    chosen, t = await set_language(pressed.language, program=program, app_url=app_url, **data)
    shown = _welcome(chosen, t, program, app_url, newcomer=pressed.newcomer)
    return replace(shown, toast=t.plain("members-language-chosen"))


BUTTONS: Buttons = {AskLanguage: ask_language, GreetIn: greet_in}
