"""For staff of a merchant or of the programme: invitations, and the merchants they serve."""

from __future__ import annotations

import re
from datetime import datetime

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from markupsafe import Markup

from bot import buttons, profile
from bot.handlers.merchants.buttons import AnswerStaffInvitation
from bot.screens import Screen
from bot.states import StaffInvitation
from core import merchants
from core.members import Member
from core.program import Program
from locales import Language

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What Telegram lets a link carry."""


async def invited(
    *, token: str, member: Member, t: Language, state: FSMContext, at: datetime
) -> Screen | None:
    """Ask whether to accept an invitation; None when the token is of no invitation."""
    if not PAYLOAD.fullmatch(token):
        return None
    try:
        invitation = await merchants.invitation(token, member_id=member.id, at=at)
    except merchants.InvitationUnknown:
        return None
    await state.set_state(StaffInvitation.answering)
    await state.set_data({"token": token})
    accept = buttons.callback(
        t.plain("merchants-invitation-accept"), AnswerStaffInvitation(accept=True), "success"
    )
    decline = buttons.callback(
        t.plain("merchants-invitation-decline"), AnswerStaffInvitation(accept=False)
    )
    text = _about(t, "merchants-invitation", invitation.merchant_name, invitation.role)
    return Screen(text, buttons.keyboard([accept], [decline]))


async def answer_invitation(
    *,
    member: Member,
    t: Language,
    program: Program,
    at: datetime,
    state: FSMContext,
    bot: Bot,
    chat_id: int,
    app_url: str,
    pressed: AnswerStaffInvitation,
) -> Screen:
    """Accept or decline; a declined link stays valid, so it can be opened again."""
    token = (await state.get_data()).get("token")
    await state.clear()
    if token is None:
        return Screen(t("merchants-invitation-gone"), buttons.home(t))
    if not pressed.accept:
        return Screen(t("merchants-invitation-declined"), buttons.home(t))
    staff = await merchants.accept_invitation(program, token=token, member_id=member.id, at=at)
    await profile.personal_menu(bot, t, chat_id=chat_id, staff=True, app_url=app_url)
    text = _about(t, "merchants-invitation-accepted", staff.merchant_name, staff.role)
    return Screen(
        text,
        buttons.keyboard([buttons.go(t, "merchant", "primary"), buttons.go(t, "balance")]),
    )


async def merchant(*, member: Member, t: Language) -> Screen:
    """The merchants that the member serves, the member's role, and what may still be issued."""
    served = await merchants.staff_of(member.id)
    if not served:
        return Screen(t("merchants-not-staff"), buttons.home(t))
    lines = [t("merchants-served-title")]
    for staff in served:
        lines.append(Markup())
        lines.append(_about(t, "merchants-served", staff.merchant_name, staff.role))
        if staff.merchant_id:
            budget = await merchants.budget(staff.merchant_id)
            lines.append(
                t(
                    "merchants-headroom",
                    headroom=t.money(budget.headroom_fen),
                    reserved=t.money(budget.reserved_fen),
                )
            )
    return Screen("\n".join(lines), buttons.home(t))


def _about(t: Language, message: str, merchant: str | None, role: str) -> Markup:
    """A text about a role, for a merchant or for the programme itself."""
    role_name = t.plain(f"merchants-role-{role}")
    if merchant is None:
        return t(f"{message}-programme", role=role_name)
    return t(message, merchant=merchant, role=role_name)
