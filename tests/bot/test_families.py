"""The family in the chat: two people found, join, put in and take out, and leave."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.handlers.families.pooling import points_of
from core import families, ledger, members
from core.members import Member
from core.program import Program
from tests.bot.conftest import FAMILY, House, labels
from tests.playground_client import Json

ASale = Callable[..., Awaitable[Any]]
LINK = re.compile(r"https://t\.me/jiafen_bot\?start=(join-[\w-]+)")


async def person(house: House, telegram_id: int) -> Member:
    found = await members.by_telegram(telegram_id)
    if found is None:
        await house.ask(telegram_id, "/start")
        found = await members.by_telegram(telegram_id)
    assert found is not None
    return found


async def founded(house: House, name: str = "Lins") -> Json:
    """Mei founds a family and sees it."""
    await person(house, 1001)
    shown = await house.ask(1001, "/family")
    asked = await house.turned(1001, shown, "建一个家庭")
    assert "/cancel" in asked["text"]
    return await house.ask(1001, name)


async def invited(house: House) -> str:
    """The payload of a link that Mei makes."""
    made = await house.turned(1001, await house.ask(1001, "/family"), "邀请家人")
    found = LINK.search(made["text"])
    assert found
    return found[1]


async def joined(house: House) -> Json:
    """Sam joins Mei's family after a yes."""
    payload = await invited(house)
    await person(house, 1002)
    asked = await house.ask(1002, f"/start {payload}")
    return await house.turned(1002, asked, "I understand: join")


async def balance(house: House, program: Program, telegram_id: int) -> tuple[int, int]:
    member = await person(house, telegram_id)
    held = await ledger.balance(member.id, today=ledger.today(program, house.clock()))
    return held.personal, held.share


async def test_without_a_family_the_chat_says_what_one_is(house: House) -> None:
    await person(house, 1002)
    shown = await house.ask(1002, "/family")
    assert "up to 8" in shown["text"]
    assert "Found a family" in labels(shown)


async def test_a_family_from_founding_to_leaving(
    house: House, program: Program, a_sale: ASale
) -> None:
    shown = await founded(house)
    assert "Lins" in shown["text"]
    for telegram_id in (1001, 1002):
        await person(house, telegram_id)
        await a_sale(telegram_id, 300_00)
    payload = await invited(house)
    asked = await house.ask(1002, f"/start {payload}")
    assert "Mei Lin invites you to Lins" in asked["text"]
    assert "points in your wallet and your purchases stay private" in asked["text"]
    sam = await person(house, 1002)
    today = ledger.today(program, house.clock())
    assert await families.family_of(sam.id, today=today) is None, "nothing before the yes"
    inside = await house.turned(1002, asked, "I understand: join")
    assert "Welcome" in inside["text"]
    assert '<i>&"{n}: 0' in inside["text"], "names are shown as they are"

    put = await house.turned(1002, inside, "Put points in")
    assert "up to 300" in put["text"]
    done = await house.ask(1002, "120")
    assert "120 points are in the family" in done["text"]
    again = await house.turned(1002, await house.ask(1002, "/family"), "Take points out")
    back = await house.turned(1002, again, "All 120")
    assert "120 points are back" in back["text"]
    assert await balance(house, program, 1002) == (300, 0)

    leaving = await house.turned(1002, await house.ask(1002, "/family"), "Leave")
    left = await house.turned(1002, leaving, "Yes, leave")
    assert "You have left" in left["text"]
    assert await families.family_of(sam.id, today=today) is None


async def test_a_second_tap_moves_nothing_more(
    house: House, program: Program, a_sale: ASale
) -> None:
    await founded(house)
    await a_sale(1001, 100_00)
    ask = await house.turned(1001, await house.ask(1001, "/family"), "放入积分")
    label = next(one for one in labels(ask) if one.startswith("全部"))
    for _ in range(2):
        await house.client.press(1001, ask["message_id"], label=label)
    await house.client.edited(
        1001, ask["message_id"], where=lambda now: "已放入家庭" in now.get("text", "")
    )
    assert "0" in (await house.ask(1001, "/balance"))["text"]
    assert await balance(house, program, 1001) == (0, 100)


@pytest.mark.parametrize("word", ["abc", "0", "-5", "1.5", "9" * 16, "301"])
async def test_a_number_that_cannot_be_may_be_sent_again(
    house: House, program: Program, a_sale: ASale, word: str
) -> None:
    await founded(house)
    await a_sale(1001, 300_00)
    await house.turned(1001, await house.ask(1001, "/family"), "放入积分")
    assert "/cancel" in (await house.ask(1001, word))["text"]
    assert "已放入家庭" in (await house.ask(1001, "１２0 分"))["text"]
    assert await balance(house, program, 1001) == (180, 120)
    assert "120 分放入家庭" in (await house.ask(1001, "/history"))["text"]


async def test_all_of_them_is_still_offered_after_a_number_that_cannot_be(
    house: House, program: Program, a_sale: ASale
) -> None:
    await founded(house)
    await a_sale(1001, 300_00)
    asked = await house.turned(1001, await house.ask(1001, "/family"), "放入积分")
    again = await house.ask(1001, "301")
    assert labels(again) == labels(asked) == ["全部 300 分", "‹ 家庭"]
    await house.turned(1001, again, "全部 300 分")
    await house.turned(1001, asked, "全部 300 分")  # the same wish, so nothing more is moved
    assert await balance(house, program, 1001) == (0, 300)


async def test_cancel_leaves_the_conversation(house: House, program: Program) -> None:
    await person(house, 1001)
    await house.turned(1001, await house.ask(1001, "/family"), "建一个家庭")
    await house.ask(1001, "/cancel")
    assert "没看懂" in (await house.ask(1001, "王家"))["text"]
    member = await person(house, 1001)
    today = ledger.today(program, house.clock())
    assert await families.family_of(member.id, today=today) is None


@pytest.mark.parametrize("name", ["<b>bold</b>", "'; DROP TABLE", "{ $points }", "👨‍👩‍👧"])
async def test_a_hostile_name_is_shown_as_it_was_sent(house: House, name: str) -> None:
    assert name in (await founded(house, name))["text"]


async def test_a_name_too_long_may_be_sent_again(house: House) -> None:
    assert "32" in (await founded(house, "家" * 33))["text"]
    assert "王家" in (await house.ask(1001, "王家"))["text"]


async def test_a_link_taken_back_opens_nothing(house: House) -> None:
    await founded(house)
    made = await house.turned(1001, await house.ask(1001, "/family"), "邀请家人")
    payload = LINK.search(made["text"])
    assert payload
    await house.turned(1001, made, "收回链接")
    await person(house, 1002)
    assert "taken back" in (await house.ask(1002, f"/start {payload[1]}"))["text"]
    assert "not valid" in (await house.ask(1002, "/start join-nonsense"))["text"]


async def test_a_link_ends(house: House) -> None:
    await founded(house)
    payload = await invited(house)
    await person(house, 1002)
    await house.clock.advance(timedelta(days=15))
    assert "has ended" in (await house.ask(1002, f"/start {payload}"))["text"]


async def test_the_head_chooses_who_is_next_before_leaving(house: House) -> None:
    await founded(house)
    await joined(house)
    asked = await house.turned(1001, await house.ask(1001, "/family"), "离开家庭")
    handed = await house.turned(1001, asked, '<i>&"{n}')
    assert "要离开「Lins」吗" in handed["text"]  # nobody leaves by choosing who comes after
    assert '<i>&"{n}（当家）' in (await house.ask(1001, "/family"))["text"]
    left = await house.turned(1001, handed, "确定离开")
    assert "您已离开家庭" in left["text"]


async def test_what_is_put_in_by_itself_is_a_choice(
    house: House, program: Program, a_sale: ASale
) -> None:
    await founded(house)
    asked = await house.turned(1001, await house.ask(1001, "/family"), "自动放入")
    assert "● 0%" in labels(asked)
    await house.turned(1001, asked, "50%")
    await a_sale(1001, 101_00)
    assert await balance(house, program, 1001) == (51, 50)


async def test_a_group_is_told_nothing_of_the_family(house: House) -> None:
    await founded(house)
    sent = await house.client.send(1001, "/family@jiafen_bot", chat_id=FAMILY.id)
    answer = await house.client.next_message(FAMILY.id, after=sent["message_id"])
    assert "Lins" not in answer["text"]


@pytest.mark.parametrize(("text", "points"), [("1,200", 1200), ("12 points", 12), ("１２分", 12)])
def test_numbers_are_read_as_people_type_them(text: str, points: int) -> None:
    assert points_of(text) == points
