"""Questions of the family in the chat: answered late, twice, in another way, or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from core import families, ledger
from core.program import Program
from tests.bot.pooling import started_member
from tests.bot.running_bot import RunningBot, words
from tests.playground_client import Json

ASale = Callable[..., Awaitable[Any]]


async def asked_to_leave(chat: RunningBot) -> Json:
    return await chat.turned(1002, await chat.ask(1002, "/family"), "Leave")


async def test_leaving_pressed_twice_gets_the_same_answer(
    chat: RunningBot, program: Program, a_sale: ASale
) -> None:
    member = await started_member(chat, 1002)
    await a_sale(1002, 100_00)
    await families.found(program, member_id=member.id, name="Lins", at=chat.clock())
    await families.contribute(program, member_id=member.id, points=100, key="K", at=chat.clock())
    prompt = await asked_to_leave(chat)
    first = await chat.client.press(1002, prompt["message_id"], label="Yes, leave")
    second = await chat.client.press(1002, prompt["message_id"], label="Yes, leave")
    for pressed in (first, second):
        await chat.client.answer_to(pressed)
    now = await chat.client.edited(1002, prompt["message_id"])
    assert "100 points are back" in words(now)


async def test_yesterdays_button_leaves_no_other_family(chat: RunningBot, program: Program) -> None:
    free = program.family.model_copy(update={"rejoin_days": 0})
    eager = program.model_copy(update={"family": free})
    member = await started_member(chat, 1002)
    await families.found(eager, member_id=member.id, name="Lins", at=chat.clock())
    prompt = await asked_to_leave(chat)
    await families.leave(eager, member_id=member.id, key="K", at=chat.clock())
    await chat.clock.advance(timedelta(days=1))
    await families.found(eager, member_id=member.id, name="Zhangs", at=chat.clock())
    late = await chat.turned(1002, prompt, "Yes, leave")
    assert "out of date" in words(late)
    assert "Zhangs" in words(await chat.ask(1002, "/family"))


async def test_command_ends_a_pending_question(chat: RunningBot, program: Program) -> None:
    member = await started_member(chat, 1002)
    await chat.turned(1002, await chat.ask(1002, "/family"), "Found a family")
    await chat.ask(1002, "/balance")
    assert "did not understand" in words(await chat.ask(1002, "thanks"))
    today = ledger.today(program, chat.clock())
    assert await families.family_of(member.id, today=today) is None


async def test_refusal_to_found_a_family_is_sent_once(chat: RunningBot, program: Program) -> None:
    member = await started_member(chat, 1002)
    await families.found(program, member_id=member.id, name="Lins", at=chat.clock())
    await families.leave(program, member_id=member.id, key="K", at=chat.clock())
    await chat.turned(1002, await chat.ask(1002, "/family"), "Found a family")
    assert "there is a wait" in words(await chat.ask(1002, "Lins"))
    assert "did not understand" in words(await chat.ask(1002, "Lins"))


@pytest.mark.parametrize("own", [True, False])
async def test_invitation_link_tells_a_family_member_at_once(
    chat: RunningBot, program: Program, *, own: bool
) -> None:
    host, at = await started_member(chat, 1001), chat.clock()
    await families.found(program, member_id=host.id, name="Lins", at=at)
    link = await families.invite(program, member_id=host.id, at=at)
    guest = await started_member(chat, 1002)
    if own:
        await families.join(program, token=link.token, member_id=guest.id, confirm=True, at=at)
    else:
        await families.found(program, member_id=guest.id, name="Zhangs", at=at)
    shown = await chat.ask(1002, f"/start join-{link.token}")
    assert "in a family already" in words(shown)
    home = await chat.turned(1002, shown, "‹ Family")
    assert ("Lins" if own else "Zhangs") in words(home)


async def test_typed_points_and_pressed_button_are_two_requests(
    chat: RunningBot, program: Program, a_sale: ASale
) -> None:
    member = await started_member(chat, 1002)
    await families.found(program, member_id=member.id, name="Lins", at=chat.clock())
    await a_sale(1002, 100_00)
    prompt = await chat.turned(1002, await chat.ask(1002, "/family"), "Put points in")
    await chat.ask(1002, "60")
    late = await chat.turned(1002, prompt, "All 100")
    assert "You have 40 points there, and 60 more would be needed." in words(late)
