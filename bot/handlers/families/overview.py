"""The family's message: its purse, the share of each seat, and the buttons of the next steps."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import buttons
from bot.handlers.families.buttons import step_button
from bot.screens import Screen
from core import families, ledger
from core.families import FamilyView
from core.members import Member
from core.program import Program
from locales import Language


async def family(
    *, member: Member, t: Language, program: Program, at: datetime, app_url: str
) -> Screen:
    """The purse and the share of each seat; without a family, what a family is."""
    view = await families.family_of(member.id, today=ledger.today(program, at))
    app = buttons.app(t, app_url, "family")
    if view is None:
        start = step_button(t, "found", "primary")
        text = t("families-teach", seats=program.family.seats)
        return Screen(text, buttons.keyboard([start], app, [buttons.go(t, "balance")]))
    return Screen(_text(view, member, t), _keyboard(view, member, t, app))


def _text(view: FamilyView, member: Member, t: Language) -> Markup:
    lines = [t("families-purse", family=view.name, points=view.purse), Markup()]
    lines += [
        t("families-seat", member=seat.name, points=seat.share, role=seat.role)
        for seat in view.seats
    ]
    percent = view.seat_of(member.id).auto_percent
    lines += [Markup(), t("families-own", percent=percent)]
    if len(view.seats) == 1:
        lines.append(t("families-alone"))
    return Markup("\n").join(lines)


def _keyboard(
    view: FamilyView, member: Member, t: Language, app: buttons.Row
) -> InlineKeyboardMarkup:
    take_out = [step_button(t, "take")] if view.seat_of(member.id).share else []
    return buttons.keyboard(
        [step_button(t, "put", "primary"), *take_out],
        [step_button(t, "invite"), step_button(t, "automatic")],
        app,
        [step_button(t, "leave"), buttons.go(t, "balance")],
    )


def back(t: Language) -> InlineKeyboardMarkup:
    """The button back to the family's message."""
    return buttons.keyboard([step_button(t, "back")])


async def family_of(member: Member, program: Program, at: datetime) -> FamilyView:
    """The member's family; raises NotInFamily."""
    view = await families.family_of(member.id, today=ledger.today(program, at))
    if view is None:
        raise families.NotInFamily
    return view
