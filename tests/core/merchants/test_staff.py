"""Staff: a link makes one member staff, within its time."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from core import compliance, members, merchants
from core.merchants import models
from core.program import Program
from tests.conftest import AMember, AMerchant


@pytest.fixture
async def shop(a_merchant: AMerchant) -> UUID:
    return (await a_merchant(name="茶馆")).merchant.id


async def test_an_invitation_makes_a_member_staff(
    shop: UUID, a_member: AMember, program: Program, at: datetime
) -> None:
    member, later = await a_member(), at + timedelta(days=1)
    token = await merchants.invite_staff(program, merchant_id=shop, role="manager", at=at)
    offer = await merchants.invitation(token, member_id=member.id, at=later)
    assert (offer.merchant_name, offer.role) == ("茶馆", "manager")
    staff = await merchants.accept_invitation(program, token=token, member_id=member.id, at=later)
    assert staff == merchants.Staff(shop, "茶馆", member.id, "manager", later)
    assert await merchants.staff_of(member.id) == [staff]
    acts = await compliance.acts(subject=f"merchant:{shop}")
    assert [(act.name, act.actor) for act in acts[:2]] == [
        ("staff-joined", f"member:{member.id}"),
        ("staff-invited", "programme"),
    ]


async def test_an_operator_acts_for_the_programme(
    shop: UUID, a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    for merchant_id, role in [(shop, "cashier"), (None, "operator")]:
        token = await merchants.invite_staff(program, merchant_id=merchant_id, role=role, at=at)
        await merchants.accept_invitation(program, token=token, member_id=member.id, at=at)
    assert [(staff.merchant_id, staff.role) for staff in await merchants.staff_of(member.id)] == [
        (None, "operator"),
        (shop, "cashier"),
    ]


async def test_a_link_fits_into_a_telegram_start_and_is_kept_as_a_hash(
    shop: UUID, program: Program, at: datetime
) -> None:
    token = await merchants.invite_staff(program, merchant_id=shop, role="owner", at=at)
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", token)
    assert (await models.StaffInvitation.get()).hash != token


async def test_the_same_member_gets_the_same_answer_again(
    shop: UUID, a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    token = await merchants.invite_staff(program, merchant_id=shop, role="owner", at=at)
    moments = [at, at, at + timedelta(days=100)]
    staff = [
        await merchants.accept_invitation(program, token=token, member_id=member.id, at=moment)
        for moment in moments
    ]
    assert staff[0] == staff[1] == staff[2]


async def test_only_one_of_twenty_members_can_use_a_link(
    shop: UUID, a_member: AMember, program: Program, at: datetime
) -> None:
    people = [await a_member() for _ in range(20)]
    token = await merchants.invite_staff(program, merchant_id=shop, role="owner", at=at)
    tried = await asyncio.gather(
        *(
            merchants.accept_invitation(program, token=token, member_id=person.id, at=at)
            for person in people
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, merchants.InvitationUsed) for answer in tried) == 19
    assert await models.Staff.all().count() == 1


async def test_two_links_at_once_leave_one_row_with_the_higher_role(
    shop: UUID, a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    tokens = [
        await merchants.invite_staff(program, merchant_id=shop, role=role, at=at)
        for role in ("cashier", "owner", "manager")
    ]
    await asyncio.gather(
        *(
            merchants.accept_invitation(program, token=token, member_id=member.id, at=at)
            for token in tokens
        )
    )
    assert [staff.role for staff in await merchants.staff_of(member.id)] == ["owner"]


async def test_a_link_ends_after_a_week(
    shop: UUID, a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    token = await merchants.invite_staff(program, merchant_id=shop, role="owner", at=at)
    late = at + timedelta(days=7)
    with pytest.raises(merchants.InvitationEnded):
        await merchants.invitation(token, member_id=member.id, at=late)
    with pytest.raises(merchants.InvitationEnded):
        await merchants.accept_invitation(program, token=token, member_id=member.id, at=late)
    last = late - timedelta(microseconds=1)
    await merchants.accept_invitation(program, token=token, member_id=member.id, at=last)


async def test_a_made_up_token_is_unknown(
    shop: UUID, a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    with pytest.raises(merchants.InvitationUnknown):
        await merchants.accept_invitation(program, token="x" * 32, member_id=member.id, at=at)
    with pytest.raises(merchants.InvitationUnknown):
        await merchants.invitation("x" * 32, member_id=member.id, at=at)
    token = await merchants.invite_staff(program, merchant_id=shop, role="owner", at=at)
    with pytest.raises(members.UnknownMember):
        await merchants.accept_invitation(program, token=token, member_id=uuid4(), at=at)
    assert await merchants.staff_of(uuid4()) == []


@pytest.mark.parametrize("role", ["operator", "guest", ""])
async def test_a_merchant_has_no_such_staff(
    shop: UUID, program: Program, at: datetime, role: str
) -> None:
    with pytest.raises(merchants.UnknownRole):
        await merchants.invite_staff(program, merchant_id=shop, role=role, at=at)


async def test_the_programme_has_operators_only(shop: UUID, program: Program, at: datetime) -> None:
    with pytest.raises(merchants.UnknownRole):
        await merchants.invite_staff(program, merchant_id=None, role="owner", at=at)
    with pytest.raises(merchants.UnknownMerchant):
        await merchants.invite_staff(program, merchant_id=uuid4(), role="owner", at=at)
