"""Updates reach the bot by polling: numbered, confirmed by offset, to one poller at a time."""

from __future__ import annotations

import asyncio

import pytest
from aiogram.exceptions import TelegramConflictError

from tests.playground.conftest import CHILD, MOTHER, Playground, running


async def test_updates_stay_until_an_offset_confirms_them(play: Playground) -> None:
    await play.client.send(MOTHER.id, "/one")
    await play.client.send(MOTHER.id, "two")
    first, second = await play.bot.get_updates()
    assert second.update_id == first.update_id + 1
    assert first.message is not None
    assert first.message.entities is not None
    assert first.message.entities[0].type == "bot_command"
    assert [update.update_id for update in await play.bot.get_updates(limit=1)] == [first.update_id]
    (left,) = await play.bot.get_updates(offset=second.update_id)
    assert left.update_id == second.update_id
    assert await play.bot.get_updates(offset=second.update_id + 1) == []
    assert (await play.client.state())["pending_updates"] == 0


async def test_a_waiting_poll_ends_with_the_first_update(play: Playground) -> None:
    poll = asyncio.create_task(play.bot.get_updates(timeout=30))
    await play.client.send(MOTHER.id, "hello")
    (update,) = await asyncio.wait_for(poll, 5)
    assert update.message is not None
    assert update.message.text == "hello"


async def test_the_older_of_two_pollers_is_told_of_the_conflict(play: Playground) -> None:
    older = asyncio.create_task(play.bot.get_updates(timeout=30))
    await until_a_poll_waits(play)
    newer = asyncio.create_task(play.bot.get_updates(timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await asyncio.wait_for(older, 5)
    await play.client.send(MOTHER.id, "hello")
    assert len(await asyncio.wait_for(newer, 5)) == 1


async def until_a_poll_waits(play: Playground) -> None:
    """Wait until a poll waits: a second poll can end only one that waits."""

    async def waits() -> bool:
        return bool((await play.client.state())["polling"])

    await play.client.wait_for(waits)


async def test_kinds_that_were_not_asked_for_are_not_queued(play: Playground) -> None:
    await play.bot.get_updates(allowed_updates=["my_chat_member"])
    await play.client.send(MOTHER.id, "hello")
    await play.client.block(CHILD.id)
    await play.client.block(CHILD.id)
    (update,) = await play.bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"


async def test_a_press_expires_after_150_seconds_and_a_message_after_a_day(
    play: Playground,
) -> None:
    await play.client.send(MOTHER.id, "hello")
    await play.client.press(MOTHER.id, 1, data="x")
    assert len(await play.bot.get_updates()) == 2
    await play.client.advance(minutes=2.5)
    (left,) = await play.bot.get_updates()
    assert left.message is not None
    await play.client.advance(days=1)
    assert await play.bot.get_updates() == []


async def test_an_update_can_come_twice_under_its_number(play: Playground) -> None:
    await play.client.send(MOTHER.id, "hello")
    (first,) = await play.bot.get_updates()
    assert await play.bot.get_updates(offset=first.update_id + 1) == []
    await play.client.redeliver()
    (again,) = await play.bot.get_updates(offset=first.update_id + 1)
    assert again.update_id == first.update_id
    (shown,) = await play.client.messages(MOTHER.id)
    assert shown["deliveries"] == 2


async def test_numbers_keep_growing_over_a_restart() -> None:
    async with running() as before:
        said = await before.client.send(MOTHER.id, "hello")
        (last,) = await before.bot.get_updates()
    async with running() as after:
        later = await after.client.send(MOTHER.id, "hello")
        (first,) = await after.bot.get_updates()
    assert first.update_id > last.update_id
    assert later["message_id"] >= said["message_id"]


async def test_an_inaccessible_message_comes_without_its_content(play: Playground) -> None:
    sent = await play.bot.send_message(MOTHER.id, "old")
    await play.client.press(MOTHER.id, sent.message_id, data="x", inaccessible=True)
    (update,) = await play.bot.get_updates()
    assert update.callback_query is not None
    assert type(update.callback_query.message).__name__ == "InaccessibleMessage"


async def test_an_edited_message_is_an_update_of_its_own(play: Playground) -> None:
    said = await play.client.send(MOTHER.id, "helo")
    await play.client.edit(MOTHER.id, said["message_id"], "hello")
    first, second = await play.bot.get_updates()
    assert first.message is not None
    assert first.message.text == "helo"
    assert second.edited_message is not None
    assert second.edited_message.text == "hello"
