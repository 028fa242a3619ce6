"""The member's choices: language, service messages, offers, profiling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiogram import Bot
from aiogram.filters.callback_data import CallbackData
from markupsafe import Markup

from bot import buttons, profile
from bot.handlers.members.buttons import ChangeConsent, ChooseLanguage
from bot.routing import Buttons, Commands
from bot.screens import Screen
from core import members, merchants
from core.members import Member
from core.program import Program
from locales import Language, Texts


async def settings(*, member: Member, t: Language, program: Program) -> Screen:
    """Every choice with its present answer, and a button that changes it."""
    given = await _answers(member, program)
    lines = [t("members-settings-title"), Markup(), t("members-settings-language")]
    lines += [
        t(f"members-settings-{purpose}", state="on" if is_given else "off")
        for purpose, is_given in given.items()
    ]
    switches = [
        [
            buttons.callback(
                t.plain(f"members-switch-{purpose}", state="off" if is_given else "on"),
                ChangeConsent(purpose=purpose, given=not is_given),
            )
        ]
        for purpose, is_given in given.items()
    ]
    ways = [buttons.go(t, "language"), buttons.go(t, "privacy"), buttons.go(t, "balance")]
    return Screen("\n".join(lines), buttons.keyboard(*switches, ways))


async def change_consent(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: ChangeConsent
) -> Screen:
    """Record one answer with its date."""
    await members.consent(
        program, member_id=member.id, purpose=pressed.purpose, given=pressed.given, at=at
    )
    shown = await settings(member=member, t=t, program=program)
    toast = t.plain("members-consent-given" if pressed.given else "members-consent-withdrawn")
    return Screen(shown.text, shown.keyboard, toast=toast)


async def language(*, t: Language) -> Screen:
    """Ask for the language."""
    return languages(t, lambda code: ChooseLanguage(language=code))


def languages(t: Language, choice: Callable[[str], CallbackData]) -> Screen:
    """A button for each language, named in that language; `choice` makes its data."""
    choices = [
        buttons.callback(t.plain(f"members-language-{code.lower()}"), choice(code))
        for code in members.LANGUAGES
    ]
    return Screen(
        t("members-language-choose"), buttons.keyboard(choices, [buttons.go(t, "balance")])
    )


async def set_language(
    language: str,
    *,
    member: Member,
    program: Program,
    texts: Texts,
    at: datetime,
    bot: Bot,
    chat_id: int,
    app_url: str,
    **_: Any,
) -> tuple[Member, Language]:
    """Set the member's language, and that of the menus of this chat."""
    chosen = await members.set_language(program, member_id=member.id, language=language, at=at)
    t = texts.language(chosen.language)
    staff = await merchants.staff_of(member.id)
    await profile.personal_menu(bot, t, chat_id=chat_id, staff=bool(staff), app_url=app_url)
    return chosen, t


async def choose_language(*, program: Program, pressed: ChooseLanguage, **data: Any) -> Screen:
    """The settings in the chosen language."""
    chosen, t = await set_language(pressed.language, program=program, **data)
    shown = await settings(member=chosen, t=t, program=program)
    return Screen(shown.text, shown.keyboard, toast=t.plain("members-language-chosen"))


async def _answers(member: Member, program: Program) -> dict[str, bool]:
    """The programme's own purposes; credit only where the programme has credit bands."""
    purposes = [
        purpose for purpose in members.PURPOSES if purpose != "credit" or program.credit.bands
    ]
    given = {
        answer.purpose: answer.given
        for answer in await members.consents(member_id=member.id)
        if answer.merchant_id is None
    }
    return {purpose: given[purpose] for purpose in purposes}


COMMANDS: Commands = {"settings": settings, "language": language}
BUTTONS: Buttons = {ChangeConsent: change_consent, ChooseLanguage: choose_language}
