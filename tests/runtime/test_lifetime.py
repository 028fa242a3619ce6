"""The lifetime of a process, and how its work ends."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from runtime.lifetime import WorkFailed, gently, lifetime


async def until_ended(events: list[str]) -> None:
    async with lifetime() as life, life.running("work", lambda: noted(events)):
        while not events:  # noqa: ASYNC110 -- the other task begins at once
            await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()


async def noted(events: list[str]) -> None:
    events.append("began")
    try:
        await asyncio.Event().wait()
    finally:
        events.append("ended")


async def test_a_signal_ends_the_work_without_an_error() -> None:
    events: list[str] = []
    async with asyncio.timeout(10):
        await asyncio.create_task(until_ended(events))
    assert events == ["began", "ended"]


async def test_cancelling_from_elsewhere_is_not_swallowed() -> None:
    entered = asyncio.Event()

    async def life() -> None:
        async with lifetime():
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(life())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_work_that_fails_ends_the_process_with_its_reason() -> None:
    async def buggy() -> None:
        raise KeyError("nobody thought of it")

    async def process() -> None:
        async with lifetime() as life, life.running("sender", buggy):
            await asyncio.Event().wait()

    async with asyncio.timeout(10):
        with pytest.raises(WorkFailed, match="sender died: KeyError: 'nobody thought of it'"):
            await asyncio.create_task(process())


async def test_work_is_tried_again_after_a_transient_error() -> None:
    tries: list[int] = []
    done = asyncio.Event()

    async def unlucky() -> None:
        tries.append(1)
        if len(tries) < 4:
            raise ConnectionRefusedError("away")
        done.set()

    async def process() -> None:
        async with lifetime() as life, life.running("jobs", unlucky, first_pause=0.01):
            await done.wait()

    async with asyncio.timeout(10):
        await asyncio.create_task(process())
    assert len(tries) == 4


async def test_gently_lets_the_work_finish() -> None:
    events: list[str] = []
    began = asyncio.Event()

    async def send(stop: asyncio.Event) -> None:
        began.set()
        await stop.wait()
        events.append("finished")

    task = asyncio.create_task(gently(send))
    await began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert events == ["finished"]


async def test_work_that_ignores_its_end_does_not_keep_the_process() -> None:
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    async def process() -> None:
        async with lifetime() as life, life.running("mule", stubborn, seconds_to_end=0.05):
            await asyncio.sleep(0)

    async with asyncio.timeout(10):
        await asyncio.create_task(process())
    release.set()
