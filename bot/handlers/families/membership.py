"""Founds a family, invites to it, joins by a link, hands it over and leaves it."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from aiogram.fsm.context import FSMContext

from bot import buttons
from bot.handlers.families.buttons import (
    HandOver,
    JoinFamily,
    LeaveFamily,
    RevokeInvitation,
    step_button,
)
from bot.handlers.families.overview import back, family, family_of
from bot.screens import Screen
from bot.states import FamilyTalk
from core import families, ledger
from core.errors import LoyaltyError
from core.members import Member
from core.program import Program
from locales import Language


async def ask_name(*, t: Language, state: FSMContext) -> Screen:
    """Ask for the name, which comes as the next message."""
    await state.set_state(FamilyTalk.naming)
    text = t("families-ask-name", longest=families.NAME_MAX)
    return Screen(text, back(t))


async def named(
    *,
    argument: str,
    member: Member,
    t: Language,
    program: Program,
    at: datetime,
    state: FSMContext,
    app_url: str,
) -> Screen:
    """Found a family of the typed name; a name that is refused may be corrected."""
    try:
        await families.found(program, member_id=member.id, name=argument, at=at)
    except families.WrongName as refusal:
        return Screen(t.error(refusal) + "\n" + t("families-try-again"), back(t))
    except LoyaltyError:
        await state.clear()
        raise
    await state.clear()
    return await family(member=member, t=t, program=program, at=at, app_url=app_url)


async def invite(
    *, member: Member, t: Language, program: Program, at: datetime, bot_username: str
) -> Screen:
    """Make a link for one person, ready to be sent."""
    invitation = await families.invite(program, member_id=member.id, at=at)
    url = f"https://t.me/{bot_username}?start={families.JOIN}{invitation.token}"
    last = ledger.today(program, invitation.ends_at) - timedelta(days=1)
    share = f"https://t.me/share/url?url={quote(url, safe='')}"
    return Screen(
        t("families-invited", link=url, until_on=last),
        buttons.keyboard(
            [buttons.link(t.plain("families-send-link"), share)],
            [
                buttons.copy(t.plain("families-copy-link"), url),
                buttons.callback(t.plain("families-revoke"), RevokeInvitation(id=invitation.id)),
            ],
            [step_button(t, "back")],
        ),
    )


async def revoke(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: RevokeInvitation
) -> Screen:
    """Make a link useless."""
    await families.revoke(program, invitation_id=pressed.id, member_id=member.id, at=at)
    return Screen(t("families-revoked"), back(t))


async def invited(
    *, token: str, member: Member, t: Language, program: Program, at: datetime
) -> Screen:
    """Say what is shared, and ask whether to join."""
    if await families.family_of(member.id, today=ledger.today(program, at)):
        return Screen(t.error(families.AlreadyInFamily()), back(t))
    invitation = await families.invitation(token, at=at)
    text = t(
        "families-offer",
        family=invitation.family_name,
        member=invitation.invited_by,
        members=invitation.members,
    )
    join = buttons.callback(
        t.plain("families-join-yes"), JoinFamily(token=token, accept=True), "success"
    )
    later = buttons.callback(t.plain("families-join-no"), JoinFamily(token=token, accept=False))
    return Screen(text, buttons.keyboard([join], [later]))


async def answer(
    *,
    member: Member,
    t: Language,
    program: Program,
    at: datetime,
    app_url: str,
    pressed: JoinFamily,
) -> Screen:
    """Join the family, or decline; a declined link stays valid."""
    if not pressed.accept:
        return Screen(t("families-declined"), buttons.home(t))
    await families.join(program, token=pressed.token, member_id=member.id, confirm=True, at=at)
    shown = await family(member=member, t=t, program=program, at=at, app_url=app_url)
    return Screen(t("families-welcome") + "\n\n" + shown.text, shown.keyboard)


async def ask_leave(*, member: Member, t: Language, program: Program, at: datetime) -> Screen:
    """Say what leaving does; a head who leaves others behind first chooses the next head."""
    view = await family_of(member, program, at)
    own = view.seat_of(member.id)
    others = [seat for seat in view.seats if seat.member_id != member.id]
    if own.role == families.HEAD and others:
        heirs = [
            [buttons.callback(seat.name, HandOver(to=seat.member_id))]
            for seat in others
            if seat.role == "adult"
        ]
        return Screen(t("families-ask-heir"), buttons.keyboard(*heirs, [step_button(t, "back")]))
    data = LeaveFamily(family=view.id, since=_since(own))
    yes = buttons.callback(t.plain("families-do-leave-now"), data, "danger")
    text = t(
        "families-ask-leave",
        family=view.name,
        points=own.share,
        last=str(not others).lower(),
        days=program.family.rejoin_days,
        joins=program.family.joins_per_year,
    )
    return Screen(text, buttons.keyboard([yes], [step_button(t, "back")]))


async def hand_over(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: HandOver
) -> Screen:
    """Make another member the head, and ask whether to leave: this choice is part of leaving."""
    await families.hand_over(program, member_id=member.id, to=pressed.to, at=at)
    return await ask_leave(member=member, t=t, program=program, at=at)


async def leave(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: LeaveFamily
) -> Screen:
    """Leave the family.

    A second tap gets the answer of the first. A button of an earlier stay, or of another family,
    does nothing, because a member may have joined again since it was sent.
    """
    view = await families.family_of(member.id, today=ledger.today(program, at))
    if view and (view.id, _since(view.seat_of(member.id))) != (pressed.family, pressed.since):
        return Screen(t("bot-out-of-date"), back(t))
    key = f"leave:{pressed.family.hex}:{pressed.since}"
    left = await families.leave(program, member_id=member.id, key=key, at=at)
    return Screen(t("families-done-leave", points=left.returned), buttons.home(t))


def _since(seat: families.Seat) -> int:
    return int(seat.joined_at.timestamp())
