"""Invitations: valid for one member and fourteen days, and the family may revoke them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from core import families, members
from tests.core.families.conftest import Household

AMember = Callable[..., Awaitable[members.Member]]


async def test_a_link_opens_on_its_fourteenth_day_and_not_on_the_fifteenth(
    household: Household, a_member: AMember
) -> None:
    fang, ming, hua = [await a_member() for _ in range(3)]
    await household.found(fang)
    tokens = [(await household.invite(fang)).token for _ in range(2)]
    await household.join(ming, tokens[0], at=household.at + timedelta(days=14))
    late = household.at + timedelta(days=15)
    with pytest.raises(families.InvitationEnded):
        await families.invitation(tokens[1], at=late)
    with pytest.raises(families.InvitationEnded):
        await household.join(hua, tokens[1], at=late)


async def test_a_link_is_used_once(household: Household, a_member: AMember) -> None:
    fang, ming, hua = [await a_member() for _ in range(3)]
    await household.found(fang)
    token = (await household.invite(fang)).token
    joined = await household.join(ming, token)
    assert await household.join(ming, token) == joined, "the same member gets the same answer again"
    with pytest.raises(families.InvitationUsed):
        await household.join(hua, token)
    with pytest.raises(families.InvitationUsed):
        await families.invitation(token, at=household.at)
    await household.leave(ming)
    with pytest.raises(families.InvitationUsed):
        await household.join(ming, token)


async def test_the_inviter_and_the_head_may_revoke_a_link(
    household: Household, a_member: AMember
) -> None:
    fang, ming, hua = [await a_member() for _ in range(3)]
    await household.found(fang)
    await household.bring(fang, ming, hua)
    by_fang, by_ming = await household.invite(fang), await household.invite(ming)
    open_invitations = await families.invitations(hua.id, at=household.at)
    assert {invitation.id for invitation in open_invitations} == {by_fang.id, by_ming.id}

    async def revoke(member: members.Member, invitation_id: str) -> None:
        await families.revoke(
            household.program, invitation_id=invitation_id, member_id=member.id, at=household.at
        )

    with pytest.raises(families.NotTheHead):
        await revoke(hua, by_ming.id)
    await revoke(ming, by_ming.id)
    await revoke(ming, by_ming.id)
    await revoke(fang, by_fang.id)
    for invitation in (by_fang, by_ming):
        with pytest.raises(families.InvitationRevoked):
            await household.join(await a_member(), invitation.token)
    assert await families.invitations(hua.id, at=household.at) == []


async def test_a_stranger_cannot_revoke_a_link(household: Household, a_member: AMember) -> None:
    fang, stranger = await a_member(), await a_member()
    await household.found(fang)
    await household.found(stranger)
    made = await household.invite(fang)
    with pytest.raises(families.InvitationUnknown):
        await families.revoke(
            household.program, invitation_id=made.id, member_id=stranger.id, at=household.at
        )


@pytest.mark.parametrize("token", ["", "x", "a" * 500, "'; DROP TABLE seat", "\ud800", "邀请"])
async def test_a_made_up_link_is_unknown(
    household: Household, a_member: AMember, token: str
) -> None:
    guest = await a_member()
    with pytest.raises(families.InvitationUnknown):
        await families.invitation(token, at=household.at)
    with pytest.raises(families.InvitationUnknown):
        await household.join(guest, token)


async def test_a_member_without_a_family_cannot_invite(
    household: Household, a_member: AMember
) -> None:
    with pytest.raises(families.NotInFamily):
        await household.invite(await a_member())
