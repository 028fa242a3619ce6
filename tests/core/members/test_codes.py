"""Member codes: genuine for a minute, spent once, and nobody else can make one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import db, members
from core.members import rules
from core.program import Program
from tests.conftest import AMember

SECRET = b"a secret of this test"
moments = st.datetimes(datetime(2024, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
serials = st.integers(1, (1 << 28) - 1)


def read(text: str, at: datetime, secret: bytes = SECRET) -> members.ByCode:
    reference = members.parse_reference(text, secret=secret, at=at)
    assert isinstance(reference, members.ByCode)
    return reference


@given(serials, moments)
def test_a_code_is_read_back_until_it_ends(serial: int, at: datetime) -> None:
    code = members.mint_code(serial=serial, secret=SECRET, at=at)
    assert timedelta(seconds=55) < code.ends_at - at <= timedelta(seconds=60)
    for seconds in (0, 30, 55):
        reference = read(code.text, at + timedelta(seconds=seconds))
        assert (reference.serial, reference.ended) == (serial, False)
    last = code.ends_at - timedelta(microseconds=1)
    assert (read(code.text, last).ended, read(code.text, code.ends_at).ended) == (False, True)


@given(serials, moments)
def test_a_till_whose_clock_is_behind_reads_it_too(serial: int, at: datetime) -> None:
    code = members.mint_code(serial=serial, secret=SECRET, at=at)
    assert read(code.text, at - timedelta(minutes=5)).serial == serial


@given(serials, moments, st.integers(0, 19), st.sampled_from(rules.ALPHABET))
def test_a_changed_code_names_no_member(
    serial: int, at: datetime, place: int, character: str
) -> None:
    text = members.mint_code(serial=serial, secret=SECRET, at=at).text.replace("-", "")
    changed = text[:place] + character + text[place + 1 :]
    if changed != text:
        with pytest.raises(members.UnknownMember):
            read(changed, at)


@given(serials, moments)
def test_a_code_of_another_secret_or_another_fortnight_names_no_member(
    serial: int, at: datetime
) -> None:
    code = members.mint_code(serial=serial, secret=SECRET, at=at)
    with pytest.raises(members.UnknownMember):
        read(code.text, at, b"another secret")
    for turns in (1, 2, 100):  # the code's clock comes round every 2^20 seconds
        with pytest.raises(members.UnknownMember):
            read(code.text, at + timedelta(seconds=turns << 20))


def test_a_code_is_read_as_people_type_it() -> None:
    at = datetime(2025, 1, 10, tzinfo=UTC)
    code = members.mint_code(serial=1, secret=SECRET, at=at)
    assert [len(group) for group in code.text.split("-")] == [4] * 5
    typed = code.text.replace("-", " ").replace("0", "o").replace("1", "I").lower()
    assert read(typed, at) == read(code.text, at)


@pytest.mark.parametrize(
    "text",
    ["", "hello", "JF-0000-0000-1", "U" * 20, "0" * 20, "x" * 10_000, "\x00", "0" * 31],
)
def test_a_malformed_reference_names_no_member(text: str) -> None:
    with pytest.raises(members.UnknownMember):
        members.parse_reference(text, secret=SECRET, at=datetime(2025, 1, 10, tzinfo=UTC))


async def test_id_number_and_code_mean_the_same_member(a_member: AMember, at: datetime) -> None:
    member, other = await a_member(), await a_member()
    code = await members.code(member_id=member.id, secret=SECRET, at=at)
    texts = (str(member.id), members.format_number(member.number), code.text)
    references = [members.parse_reference(text, secret=SECRET, at=at) for text in texts]
    for reference in references:
        assert await members.find(reference) == member
    nobody = members.ById(uuid4())
    wanted = [nobody, *references, members.ById(other.id), references[0], members.ByNumber("0" * 9)]
    answers = await members.find_many(wanted)
    assert answers == [None, member, member, member, other, member, None]


async def test_find_many_without_references_finds_nothing(database: str) -> None:
    assert await members.find_many([]) == []


async def test_an_ended_code_still_names_its_member(a_member: AMember, at: datetime) -> None:
    member = await a_member()
    code = await members.code(member_id=member.id, secret=SECRET, at=at)
    reference = read(code.text, code.ends_at)
    assert reference.ended
    assert await members.find(reference) == member


async def test_an_unknown_member_has_no_code(database: str, at: datetime) -> None:
    with pytest.raises(members.UnknownMember):
        await members.code(member_id=uuid4(), secret=SECRET, at=at)


@db.command
async def spend(codes: dict[str, UUID], at: datetime) -> set[str]:
    return await members.locked.spend_codes(codes, at=at)


async def test_a_code_is_spent_once(a_member: AMember, at: datetime) -> None:
    member = await a_member()
    assert await spend({"A": member.id, "B": member.id}, at) == set()
    assert await members.spent_codes(["A", "C"]) == {"A"}
    assert await spend({"B": member.id, "C": member.id}, at) == {"B"}
    assert await members.spent_codes(["A", "B", "C"]) == {"A", "B", "C"}


async def test_twenty_tills_at_once_spend_a_code_once(a_member: AMember, at: datetime) -> None:
    member = await a_member()
    refused = await asyncio.gather(*(spend({"A": member.id}, at) for _ in range(20)))
    assert sorted(map(len, refused)) == [0] + [1] * 19


async def test_codes_are_forgotten_after_a_day(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    await spend({"old": member.id}, at)
    await spend({"young": member.id}, at + timedelta(seconds=1))
    later = at + timedelta(days=1, seconds=1)
    assert await members.forget_codes(program, at=later) == 1
    assert await members.spent_codes(["old", "young"]) == {"young"}
    assert await members.forget_codes(program, at=later) == 0
