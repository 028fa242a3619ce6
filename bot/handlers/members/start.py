"""First contact: everybody takes part at once; language and consents are offered, never a gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.types import User
from markupsafe import Markup

from bot import buttons
from bot.handlers import families
from bot.handlers.expiry.reminders import reminders
from bot.handlers.ledger.balance import balance
from bot.handlers.members.buttons import AskLanguage, ChangeConsent, GreetIn
from bot.handlers.members.code import code
from bot.handlers.members.privacy import privacy
from bot.handlers.members.settings import language, languages, settings, speak
from bot.handlers.merchants.staff import invited
from bot.routing import Buttons, Commands
from bot.screens import Screen
from core import members
from core.members import Member, format_number
from core.program import Program
from locales import Language

DOORS: Commands = {
    "balance": balance,
    "reminders": reminders,
    "family": families.family,
    "code": code,
    "settings": settings,
    "language": language,
    "privacy": privacy,
}
"""What `/start <name>` leads to, such as from a group's "open privately"."""


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
    """Greet; an unknown link greets too, and a known one keeps what it was opened for."""
    if not newcomer:  # they may have a new name, or have had us blocked
        registered = await members.register(
            program,
            telegram_id=event_from_user.id,
            name=event_from_user.full_name,
            language=member.language,
            at=at,
        )
        member = registered.member
    known = {"member": member, "t": t, "program": program, "at": at, **data}
    if door := DOORS.get(argument):
        screen: Screen = await CallableObject(door).call(**known)
        return screen
    if argument.startswith(families.JOIN):
        token = argument.removeprefix(families.JOIN)
        return await families.invited(token=token, member=member, t=t, program=program, at=at)
    offer = await invited(token=argument, member=member, t=t, state=data["state"], at=at)
    if offer:
        return offer
    return _welcome(member, t, program, data["app_url"], newcomer=newcomer)


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
    offers = [buttons.callback(t.plain("bot-go-language"), AskLanguage(newcomer=newcomer))]
    if newcomer:
        agree = ChangeConsent(purpose="marketing", given=True)
        offers.append(buttons.callback(t.plain("members-offer-marketing"), agree))
        lines.append(t("members-consent-offer"))
    else:
        offers.append(buttons.go(t, "help"))
    return Screen("\n".join(lines), buttons.keyboard(buttons.app(t, app_url), first, offers))


async def ask_language(*, t: Language, pressed: AskLanguage) -> Screen:
    """In which language to greet."""
    return languages(t, lambda code: GreetIn(language=code, newcomer=pressed.newcomer))


async def greet_in(*, program: Program, app_url: str, pressed: GreetIn, **data: Any) -> Screen:
    """The same welcome in the chosen language."""
    chosen, t = await speak(pressed.language, program=program, app_url=app_url, **data)
    shown = _welcome(chosen, t, program, app_url, newcomer=pressed.newcomer)
    return replace(shown, toast=t.plain("members-language-chosen"))


COMMANDS: Commands = {"start": start}
BUTTONS: Buttons = {AskLanguage: ask_language, GreetIn: greet_in}
