"""The family's message: its purse, who has put in what, and the ways on."""

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
    """The purse and who has put in what; or what a family is."""
    view = await families.family_of(member.id, today=ledger.today(program, at))
    app = buttons.app(t, app_url, "family")
    if view is None:
        start = step_button(t, "found", "primary")
        text = t("families-teach", seats=program.family.seats)
        return Screen(text, buttons.keyboard([start], app, [buttons.go(t, "balance")]))
    return Screen(_told(view, member, t), _menu(view, member, t, app))


def _told(view: FamilyView, member: Member, t: Language) -> Markup:
    lines = [t("families-purse", family=view.name, points=view.purse), Markup()]
    lines += [
        t("families-seat", member=one.name, points=one.share, role=one.role) for one in view.seats
    ]
    percent = view.seat_of(member.id).auto_percent
    lines += [Markup(), t("families-own", percent=percent)]
    if len(view.seats) == 1:
        lines.append(t("families-alone"))
    return Markup("\n").join(lines)


def _menu(view: FamilyView, member: Member, t: Language, app: buttons.Row) -> InlineKeyboardMarkup:
    out = [step_button(t, "take")] if view.seat_of(member.id).share else []
    return buttons.keyboard(
        [step_button(t, "put", "primary"), *out],
        [step_button(t, "invite"), step_button(t, "automatic")],
        app,
        [step_button(t, "leave"), buttons.go(t, "balance")],
    )


def back(t: Language) -> InlineKeyboardMarkup:
    """The way back to the family's message."""
    return buttons.keyboard([step_button(t, "back")])


async def seated(member: Member, program: Program, at: datetime) -> FamilyView:
    """The member's family; raises NotInFamily."""
    view = await families.family_of(member.id, today=ledger.today(program, at))
    if view is None:
        raise families.NotInFamily
    return view
