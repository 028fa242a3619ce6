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
from tests.bot.running_bot import FAMILY, RunningBot, labels
from tests.playground_client import Json

ASale = Callable[..., Awaitable[Any]]
LINK = re.compile(r"https://t\.me/jiafen_bot\?start=(join-[\w-]+)")


async def person(chat: RunningBot, telegram_id: int) -> Member:
    member = await members.by_telegram(telegram_id)
    if member is None:
        await chat.ask(telegram_id, "/start")
        member = await members.by_telegram(telegram_id)
    assert member is not None
    return member


async def founded(chat: RunningBot, name: str = "Lins") -> Json:
    """Mei founds a family and sees it."""
    await person(chat, 1001)
    shown = await chat.ask(1001, "/family")
    prompt = await chat.turned(1001, shown, "建一个家庭")
    assert "/cancel" in prompt["text"]
    return await chat.ask(1001, name)


async def invited(chat: RunningBot) -> str:
    """The payload of a link that Mei makes."""
    made = await chat.turned(1001, await chat.ask(1001, "/family"), "邀请家人")
    link = LINK.search(made["text"])
    assert link
    return link[1]


async def joined(chat: RunningBot) -> Json:
    """Sam joins Mei's family after a yes."""
    payload = await invited(chat)
    await person(chat, 1002)
    prompt = await chat.ask(1002, f"/start {payload}")
    return await chat.turned(1002, prompt, "I understand: join")


async def balance(chat: RunningBot, program: Program, telegram_id: int) -> tuple[int, int]:
    member = await person(chat, telegram_id)
    held = await ledger.balance(member.id, today=ledger.today(program, chat.clock()))
    return held.personal, held.share


async def test_member_without_family_reads_what_a_family_is(chat: RunningBot) -> None:
    await person(chat, 1002)
    shown = await chat.ask(1002, "/family")
    assert "up to 8" in shown["text"]
    assert "Found a family" in labels(shown)


async def test_a_family_from_founding_to_leaving(
    chat: RunningBot, program: Program, a_sale: ASale
) -> None:
    shown = await founded(chat)
    assert "Lins" in shown["text"]
    for telegram_id in (1001, 1002):
        await person(chat, telegram_id)
        await a_sale(telegram_id, 300_00)
    payload = await invited(chat)
    prompt = await chat.ask(1002, f"/start {payload}")
    assert "Mei Lin invites you to Lins" in prompt["text"]
    assert "points in your wallet and your purchases stay private" in prompt["text"]
    sam = await person(chat, 1002)
    today = ledger.today(program, chat.clock())
    assert await families.family_of(sam.id, today=today) is None, "nothing before the yes"
    inside = await chat.turned(1002, prompt, "I understand: join")
    assert "Welcome" in inside["text"]
    assert '<i>&"{n}: 0' in inside["text"], "names are shown as they are"

    put = await chat.turned(1002, inside, "Put points in")
    assert "up to 300" in put["text"]
    done = await chat.ask(1002, "120")
    assert "120 points are in the family" in done["text"]
    again = await chat.turned(1002, await chat.ask(1002, "/family"), "Take points out")
    back = await chat.turned(1002, again, "All 120")
    assert "120 points are back" in back["text"]
    assert await balance(chat, program, 1002) == (300, 0)

    leaving = await chat.turned(1002, await chat.ask(1002, "/family"), "Leave")
    left = await chat.turned(1002, leaving, "Yes, leave")
    assert "You have left" in left["text"]
    assert await families.family_of(sam.id, today=today) is None


async def test_a_second_tap_moves_nothing_more(
    chat: RunningBot, program: Program, a_sale: ASale
) -> None:
    await founded(chat)
    await a_sale(1001, 100_00)
    ask = await chat.turned(1001, await chat.ask(1001, "/family"), "放入积分")
    label = next(label for label in labels(ask) if label.startswith("全部"))
    for _ in range(2):
        await chat.client.press(1001, ask["message_id"], label=label)
    await chat.client.edited(
        1001, ask["message_id"], where=lambda now: "已放入家庭" in now.get("text", "")
    )
    assert "0" in (await chat.ask(1001, "/balance"))["text"]
    assert await balance(chat, program, 1001) == (0, 100)


@pytest.mark.parametrize("word", ["abc", "0", "-5", "1.5", "9" * 16, "301"])
async def test_invalid_number_may_be_corrected(
    chat: RunningBot, program: Program, a_sale: ASale, word: str
) -> None:
    await founded(chat)
    await a_sale(1001, 300_00)
    await chat.turned(1001, await chat.ask(1001, "/family"), "放入积分")
    assert "/cancel" in (await chat.ask(1001, word))["text"]
    assert "已放入家庭" in (await chat.ask(1001, "１２0 分"))["text"]
    assert await balance(chat, program, 1001) == (180, 120)
    assert "120 分放入家庭" in (await chat.ask(1001, "/history"))["text"]


async def test_button_for_all_points_stays_after_an_invalid_number(
    chat: RunningBot, program: Program, a_sale: ASale
) -> None:
    await founded(chat)
    await a_sale(1001, 300_00)
    prompt = await chat.turned(1001, await chat.ask(1001, "/family"), "放入积分")
    again = await chat.ask(1001, "301")
    assert labels(again) == labels(prompt) == ["全部 300 分", "‹ 家庭"]
    await chat.turned(1001, again, "全部 300 分")
    await chat.turned(1001, prompt, "全部 300 分")  # the same wish, so nothing more is moved
    assert await balance(chat, program, 1001) == (0, 300)


async def test_cancel_leaves_the_conversation(chat: RunningBot, program: Program) -> None:
    await person(chat, 1001)
    await chat.turned(1001, await chat.ask(1001, "/family"), "建一个家庭")
    await chat.ask(1001, "/cancel")
    assert "没看懂" in (await chat.ask(1001, "王家"))["text"]
    member = await person(chat, 1001)
    today = ledger.today(program, chat.clock())
    assert await families.family_of(member.id, today=today) is None


@pytest.mark.parametrize("name", ["<b>bold</b>", "'; DROP TABLE", "{ $points }", "👨‍👩‍👧"])
async def test_hostile_family_name_is_shown_unchanged(chat: RunningBot, name: str) -> None:
    assert name in (await founded(chat, name))["text"]


async def test_overlong_family_name_may_be_corrected(chat: RunningBot) -> None:
    assert "32" in (await founded(chat, "家" * 33))["text"]
    assert "王家" in (await chat.ask(1001, "王家"))["text"]


async def test_revoked_invitation_is_refused(chat: RunningBot) -> None:
    await founded(chat)
    made = await chat.turned(1001, await chat.ask(1001, "/family"), "邀请家人")
    payload = LINK.search(made["text"])
    assert payload
    await chat.turned(1001, made, "收回链接")
    await person(chat, 1002)
    assert "taken back" in (await chat.ask(1002, f"/start {payload[1]}"))["text"]
    assert "not valid" in (await chat.ask(1002, "/start join-nonsense"))["text"]


async def test_a_link_ends(chat: RunningBot) -> None:
    await founded(chat)
    payload = await invited(chat)
    await person(chat, 1002)
    await chat.clock.advance(timedelta(days=15))
    assert "has ended" in (await chat.ask(1002, f"/start {payload}"))["text"]


async def test_leaving_head_chooses_the_next_head(chat: RunningBot) -> None:
    await founded(chat)
    await joined(chat)
    prompt = await chat.turned(1001, await chat.ask(1001, "/family"), "离开家庭")
    handed = await chat.turned(1001, prompt, '<i>&"{n}')
    assert "要离开「Lins」吗" in handed["text"]  # nobody leaves by choosing who comes after
    assert '<i>&"{n}（当家）' in (await chat.ask(1001, "/family"))["text"]
    left = await chat.turned(1001, handed, "确定离开")
    assert "您已离开家庭" in left["text"]


async def test_member_chooses_the_automatic_contribution(
    chat: RunningBot, program: Program, a_sale: ASale
) -> None:
    await founded(chat)
    prompt = await chat.turned(1001, await chat.ask(1001, "/family"), "自动放入")
    assert "● 0%" in labels(prompt)
    await chat.turned(1001, prompt, "50%")
    await a_sale(1001, 101_00)
    assert await balance(chat, program, 1001) == (51, 50)


async def test_group_chat_shows_no_family(chat: RunningBot) -> None:
    await founded(chat)
    sent = await chat.client.send(1001, "/family@jiafen_bot", chat_id=FAMILY.id)
    answer = await chat.client.next_message(FAMILY.id, after=sent["message_id"])
    assert "Lins" not in answer["text"]


@pytest.mark.parametrize(("text", "points"), [("1,200", 1200), ("12 points", 12), ("１２分", 12)])
def test_typed_numbers_may_have_separators_units_and_wide_digits(text: str, points: int) -> None:
    assert points_of(text) == points
