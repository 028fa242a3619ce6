"""A sender that is stopped, cancelled, cut off from the database or killed loses no notice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta

import pytest

from core import db, notifications
from tests.bot.delivery.conftest import PEOPLE, SenderStage, eventually, leaving, now
from tests.playground_server import TOKEN

A_MINUTE = timedelta(minutes=1)


async def test_stopping_finishes_current_sends_and_releases_the_other_leases(
    stage: SenderStage,
) -> None:
    slow = stage.paced(4)
    people = await slow.people(10)
    await stage.client.fault("slow", calls=None, seconds=1)
    await slow.owe(*people)
    async with slow.sending():
        await eventually(leaving)
    counts = await notifications.counts()
    assert "leased" not in counts
    assert counts["sent"] >= 1
    assert counts["sent"] + counts["due"] == 10
    assert len(await stage.sends()) == counts["sent"]


async def test_cancelling_does_the_same_as_stopping(stage: SenderStage) -> None:
    [member] = await stage.people(1)
    await stage.client.fault("slow", seconds=1)
    await stage.owe(member)
    async with stage.sending() as task:
        await eventually(leaving)
        task.cancel()
    assert await notifications.counts() == {"sent": 1}


async def test_outcome_is_recorded_after_a_database_outage(stage: SenderStage) -> None:
    """Every connection is cut while the message is on its way: its outcome is noted anyway."""
    [member] = await stage.people(1)
    await stage.client.fault("slow", seconds=1)
    await stage.owe(member)

    async def arrived() -> bool:
        """The call has met the fault, so the sender holds no connection to the database."""
        return not (await stage.client.state())["faults"]

    async with stage.sending() as task:
        await eventually(arrived)
        await _cut_all_connections()
        with pytest.raises(ConnectionError):
            await task
    assert await notifications.counts() == {"sent": 1}
    assert len(await stage.texts_of(member)) == 1


async def _cut_all_connections() -> None:
    async with db.reading() as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


KILLED = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from bot import delivery
from bot.delivery.sender import Sender
from core import db, program
from locales import Texts

class Killed(Sender):
    async def _settle(self, due, outcome):
        assert outcome.name == "sent", outcome
        os.kill(os.getpid(), signal.SIGKILL)

async def main(database, api, token):
    await db.open(database)
    pace = delivery.SendingPace(29.4)
    rules, texts = program.load(), Texts.load()
    priority = delivery.Priority.NOTICE
    async with delivery.session(token=token, api_url=api, pace=pace, priority=priority) as bot:
        sender = Killed(
            program=rules, texts=texts, clock=lambda: datetime.now(UTC), bot=bot, pace=pace,
            notices={},
        )
        await sender.run(asyncio.Event())

asyncio.run(main(*sys.argv[1:]))
"""


async def test_notice_of_a_sender_killed_after_sending_is_sent_at_most_twice(
    stage: SenderStage, database: str
) -> None:
    [member] = await stage.people(1)
    await stage.owe(member)
    for messages, state in ((1, "due"), (2, "unknown")):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", KILLED, database, stage.url, TOKEN, env=dict(os.environ)
        )
        assert await asyncio.wait_for(process.wait(), 60) == -signal.SIGKILL
        assert len(await stage.texts_of(member)) == messages
        assert await notifications.counts() == {"leased": 1}
        await notifications.release_leases(stage.program, at=now() + A_MINUTE)
        assert await notifications.counts() == {state: 1}
    async with stage.sending():
        other = await stage.member(telegram_id=PEOPLE[1].id)
        await stage.owe(other)
        await stage.until(unknown=1, sent=1)
    first, second = await stage.texts_of(member)
    assert first == second
