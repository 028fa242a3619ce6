"""Registering: once for each Telegram account, also by concurrent calls."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from core import compliance, members
from core.program import Program
from tests.conftest import AMember


async def test_the_first_start_registers(database: str, program: Program, at: datetime) -> None:
    done = await members.register(program, telegram_id=7, name="王芳", language="en", at=at)
    assert done.created
    assert await members.by_telegram(7) == await members.by_id(done.member.id) == done.member
    assert (done.member.name, done.member.language, done.member.registered_at) == ("王芳", "en", at)
    assert members.parse_number(done.member.number) == done.member.number
    [act] = await compliance.acts(subject=f"member:{done.member.id}")
    assert (act.name, act.actor, act.at) == ("member-registered", act.subject, at)


async def test_twenty_at_once_are_one_member(database: str, program: Program, at: datetime) -> None:
    done = await asyncio.gather(
        *(
            members.register(program, telegram_id=7, name="王芳", language="en", at=at)
            for _ in range(20)
        )
    )
    assert len({registered.member.id for registered in done}) == 1
    assert sum(registered.created for registered in done) == 1


async def test_a_taken_number_is_not_given_again(
    database: str, program: Program, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await members.register(program, telegram_id=1, name="王芳", language="en", at=at)
    numbers = iter([first.member.number, members.number_of(7)])
    monkeypatch.setattr("core.members.rules.number_of", lambda _: next(numbers))
    second = await members.register(program, telegram_id=2, name="李明", language="en", at=at)
    assert second.created
    assert second.member.number != first.member.number


async def test_the_next_start_takes_the_new_name_and_keeps_the_language(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member(telegram_id=7)
    await members.set_language(program, member_id=member.id, language="en", at=at)
    await members.mark_unreachable(program, telegram_id=7, at=at)
    again = await members.register(
        program, telegram_id=7, name="王小芳", language="zh-Hans", at=at + timedelta(days=1)
    )
    assert not again.created
    assert (again.member.id, again.member.registered_at) == (member.id, at)
    assert (again.member.name, again.member.language) == ("王小芳", "en")
    assert again.member.unreachable_since is None


async def test_a_start_without_a_name_keeps_the_old_one(a_member: AMember) -> None:
    await a_member(telegram_id=7, name="王芳")
    assert (await a_member(telegram_id=7, name="\u200b")).name == "王芳"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  王芳 ", "王芳"),
        ("Ann\n\tLee", "Ann Lee"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("a\x00b\x07c", "abc"),
        ("👩‍👧 Mum", "👩‍👧 Mum"),
        ("<b>&amp;", "<b>&amp;"),
        ("é" * 200, "é" * 128),
        ("\ud800ok", "ok"),
    ],
)
async def test_a_name_is_kept_as_it_was_given(a_member: AMember, given: str, kept: str) -> None:
    assert (await a_member(name=given)).name == kept


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200d", "\u3164", "\u202e", "\x00"])
async def test_a_member_without_a_name_is_called_by_number(a_member: AMember, name: str) -> None:
    member = await a_member(name=name)
    assert member.name == members.format_number(member.number)


async def test_somebody_without_telegram_can_be_added(
    database: str, program: Program, at: datetime
) -> None:
    school = await members.add(program, name="实验小学", kind="organisation", at=at)
    person = await members.add(program, name="王芳", at=at)
    assert (school.kind, school.telegram_id, person.kind) == ("organisation", None, "person")
    assert await members.by_id(school.id) == school


async def test_an_unsupported_language_is_refused(
    a_member: AMember, program: Program, at: datetime
) -> None:
    with pytest.raises(members.UnknownLanguage):
        await a_member(language="tlh")
    member = await a_member()
    with pytest.raises(members.UnknownLanguage):
        await members.set_language(program, member_id=member.id, language="tlh", at=at)
    with pytest.raises(members.UnknownKind):
        await members.add(program, name="R2", kind="robot", at=at)


async def test_a_stranger_changes_nothing(database: str, program: Program, at: datetime) -> None:
    assert await members.by_telegram(7) is None
    with pytest.raises(members.UnknownMember):
        await members.by_id(uuid4())
    with pytest.raises(members.UnknownMember):
        await members.set_language(program, member_id=uuid4(), language="en", at=at)


async def test_unreachable_counts_from_the_first_time(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member(telegram_id=7)
    for days in (1, 2):
        await members.mark_unreachable(program, telegram_id=7, at=at + timedelta(days=days))
    assert (await members.by_id(member.id)).unreachable_since == at + timedelta(days=1)
    await members.mark_reachable(program, telegram_id=7, at=at)
    assert (await members.by_id(member.id)).unreachable_since is None
