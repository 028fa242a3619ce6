"""Contributes the member's points to the family and withdraws them, by button or typed number."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from aiogram.fsm.context import FSMContext
from aiogram.types import InlineKeyboardMarkup

from bot import buttons
from bot.handlers.families.buttons import MovePoints, SetAutomatic, step_button
from bot.handlers.families.overview import back, family_of
from bot.screens import Screen
from bot.states import FamilyTalk
from core import families, ledger
from core.errors import LoyaltyError
from core.members import Member
from core.program import Program
from locales import Language

DIGITS_MAX = 15
"""More digits than any balance has; a longer text is no number of points."""


@dataclass(frozen=True)
class _Move:
    """A member who moves points to the family (`put`) or back (`take`)."""

    way: str
    member: Member
    program: Program
    at: datetime

    async def move(self, points: int, key: str, t: Language) -> Screen:
        """Move the points and say where they are now; a repeated key moves nothing again."""
        command = families.contribute if self.way == "put" else families.withdraw
        moved = await command(
            self.program, member_id=self.member.id, points=points, key=f"chat:{key}", at=self.at
        )
        text = t(
            f"families-done-{self.way}",
            points=moved.points,
            personal=moved.personal,
            share=moved.share,
        )
        ways = [buttons.go(t, "family"), buttons.go(t, "balance")]
        return Screen(text, buttons.keyboard(ways))

    async def most(self) -> int:
        """The largest number of points that can be moved now."""
        balance = await ledger.balance(self.member.id, today=ledger.today(self.program, self.at))
        if self.way == "take":
            return balance.share
        allowed = await families.allowed_this_month(
            self.program, member_id=self.member.id, at=self.at
        )
        return min(balance.personal, allowed)

    async def ask(self, t: Language, state: FSMContext) -> Screen:
        """Ask how many points, and offer to move all of them."""
        view = await family_of(self.member, self.program, self.at)
        most = await self.most()
        if most <= 0:
            return Screen(t(f"families-nothing-to-{self.way}"), back(t))
        key = secrets.token_hex(8)
        await state.set_state(FamilyTalk.putting if self.way == "put" else FamilyTalk.taking)
        await state.set_data({"key": key})
        text = t(f"families-ask-{self.way}", points=most, family=view.name)
        return Screen(text, self.choices(most, key, t))

    def choices(self, most: int, key: str, t: Language) -> InlineKeyboardMarkup:
        """The buttons beneath the question, which is repeated after a wrong number."""
        if most <= 0:
            return back(t)
        everything = buttons.callback(
            t.plain("families-all", points=most), MovePoints(way=self.way, points=most, key=key)
        )
        return buttons.keyboard([everything], [step_button(t, "back")])

    async def typed(self, text: str, t: Language, state: FSMContext) -> Screen:
        """Move as many points as were typed; a number that is refused may be corrected."""
        key = (await state.get_data()).get("key", "")
        try:  # another key than the button's: a typed number and a press are two moves
            shown = await self.move(points_of(text), f"{key}:typed", t)
        except (
            families.WrongPoints,
            families.NotEnoughOwnPoints,
            families.MonthlyCapReached,
        ) as refusal:
            again = t.error(refusal) + "\n" + t("families-try-again")
            return Screen(again, self.choices(await self.most(), key, t))
        except LoyaltyError:
            await state.clear()
            raise
        await state.clear()
        return shown


def points_of(text: str) -> int:
    """A number as people type it: 1200, 1,200 or 1200 points, also in full width.

    Raises WrongPoints.
    """
    digits = "".join(letter for letter in text.casefold() if letter not in ",\uff0c \u5206")
    digits = digits.removesuffix("s").removesuffix("point")
    if not digits.isdecimal() or len(digits) > DIGITS_MAX:
        raise families.WrongPoints
    return int(digits)


async def ask_put(
    *, member: Member, t: Language, program: Program, at: datetime, state: FSMContext
) -> Screen:
    return await _Move("put", member, program, at).ask(t, state)


async def ask_take(
    *, member: Member, t: Language, program: Program, at: datetime, state: FSMContext
) -> Screen:
    return await _Move("take", member, program, at).ask(t, state)


async def put(
    *, argument: str, member: Member, t: Language, program: Program, at: datetime, state: FSMContext
) -> Screen:
    return await _Move("put", member, program, at).typed(argument, t, state)


async def take(
    *, argument: str, member: Member, t: Language, program: Program, at: datetime, state: FSMContext
) -> Screen:
    return await _Move("take", member, program, at).typed(argument, t, state)


async def move(
    *,
    member: Member,
    t: Language,
    program: Program,
    at: datetime,
    state: FSMContext,
    pressed: MovePoints,
) -> Screen:
    """Move all points; the key in the button makes a second tap do nothing."""
    await state.clear()
    return await _Move(pressed.way, member, program, at).move(pressed.points, pressed.key, t)


async def ask_part(*, member: Member, t: Language, program: Program, at: datetime) -> Screen:
    """Ask what part of new points is contributed automatically."""
    now = (await family_of(member, program, at)).seat_of(member.id).auto_percent
    choices = [
        buttons.callback(
            t.plain("families-part", percent=percent, chosen=str(percent == now).lower()),
            SetAutomatic(percent=percent),
        )
        for percent in families.PERCENTS
    ]
    text = t("families-ask-automatic", percent=now)
    return Screen(text, buttons.keyboard(choices, [step_button(t, "back")]))


async def set_part(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: SetAutomatic
) -> Screen:
    chosen = await families.set_auto(program, member_id=member.id, percent=pressed.percent, at=at)
    return Screen(t("families-own", percent=chosen.percent), back(t))
