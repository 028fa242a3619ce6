"""Families come later; until then an honest word and what is possible now."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.ledger import balance
from bot.routing import Commands
from bot.screens import Screen
from core.members import Member
from core.program import Program
from locales import Language


async def family(
    *, member: Member, t: Language, program: Program, at: datetime, app_url: str
) -> Screen:
    """What a family will be, and the member's own points."""
    own = await balance(member=member, t=t, program=program, at=at, app_url=app_url)
    return Screen(f"{t('families-coming', seats=program.family.seats)}\n\n{own.text}", own.keyboard)


COMMANDS: Commands = {"family": family}
