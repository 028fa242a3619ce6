"""Consent: off by default, one dated answer for each purpose, and a member can see all of it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from core import members
from core.members.rules import CONSENT_VERSION
from core.program import Program
from tests.conftest import AMember


async def answers(member: members.Member) -> dict[tuple[str, object], tuple[bool, object]]:
    return {
        (consent.purpose, consent.merchant_id): (consent.given, consent.at)
        for consent in await members.consents(member_id=member.id)
    }


async def test_only_service_is_on_until_somebody_answers(a_member: AMember) -> None:
    assert await answers(await a_member()) == {
        ("service", None): (True, None),
        ("marketing", None): (False, None),
        ("profiling", None): (False, None),
        ("credit", None): (False, None),
    }


async def test_the_newest_answer_counts_and_the_history_stays(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member, other, shop = await a_member(), await a_member(), uuid4()
    for days, given, merchant_id in [(1, True, None), (2, True, shop), (3, False, None)]:
        await members.consent(
            program,
            member_id=member.id,
            purpose="marketing",
            given=given,
            merchant_id=merchant_id,
            at=at + timedelta(days=days),
        )
    latest = await answers(member)
    assert latest["marketing", None] == (False, at + timedelta(days=3))
    assert latest["marketing", shop] == (True, at + timedelta(days=2))
    assert len(latest) == 5
    assert len((await members.personal_data(member.id))["consents"]) == 3
    assert len(await answers(other)) == 4


async def test_service_messages_are_heard_until_muted_for_the_whole_programme(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member, shop = await a_member(), uuid4()
    assert await members.hears_service(member.id)
    for merchant_id, given, heard in [
        (shop, False, True),
        (None, False, False),
        (None, True, True),
    ]:
        await members.consent(
            program,
            member_id=member.id,
            purpose="service",
            given=given,
            merchant_id=merchant_id,
            at=at,
        )
        assert await members.hears_service(member.id) is heard


async def test_the_same_answer_again_adds_nothing(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    for days in (1, 2):
        await members.consent(
            program,
            member_id=member.id,
            purpose="service",
            given=False,
            at=at + timedelta(days=days),
        )
    assert (await answers(member))["service", None] == (False, at + timedelta(days=1))
    assert len((await members.personal_data(member.id))["consents"]) == 1


async def test_a_first_answer_that_agrees_with_the_default_is_kept(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    await members.consent(program, member_id=member.id, purpose="service", given=True, at=at)
    assert (await answers(member))["service", None] == (True, at)


async def test_a_stranger_and_a_strange_purpose_are_refused(
    a_member: AMember, program: Program, at: datetime
) -> None:
    with pytest.raises(members.UnknownMember):
        await members.consent(program, member_id=uuid4(), purpose="credit", given=True, at=at)
    member = await a_member()
    with pytest.raises(members.UnknownPurpose):
        await members.consent(program, member_id=member.id, purpose="gossip", given=True, at=at)
    with pytest.raises(members.UnknownMember):
        await members.consents(member_id=uuid4())


async def test_a_member_sees_all_that_is_held(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member(name="王芳", telegram_id=7)
    await members.consent(program, member_id=member.id, purpose="credit", given=True, at=at)
    held = json.loads(json.dumps(await members.personal_data(member.id)))
    assert held["member"]["number"] == members.format_number(member.number)
    assert (held["member"]["name"], held["member"]["telegram_id"]) == ("王芳", 7)
    assert held["consents"] == [
        {
            "purpose": "credit",
            "merchant_id": None,
            "given": True,
            "version": CONSENT_VERSION,
            "at": at.isoformat(),
        }
    ]
    assert [act["name"] for act in held["acts"]] == ["member-registered"]
    with pytest.raises(members.UnknownMember):
        await members.personal_data(uuid4())
