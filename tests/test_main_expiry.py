"""Expiry from outside: reminders, points that end, and points that are extended once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

import core.program
from cli.demo.people import FATHER, MOTHER
from core import jobs, ledger
from tests.playground_client import Json
from tests.running import Deployment, inside, serving
from tests.running_programme import RunningProgramme, a_running_programme

pytestmark = pytest.mark.timeout(300)
NIGHT = timedelta(days=1)
PROGRAM = core.program.load()


async def run_inside(running: RunningProgramme, name: str, at: datetime) -> dict[str, Any]:
    """Run a job in this process, because a process for each run takes long on a busy machine."""
    async with inside(running.deployment):
        return await jobs.run_once(PROGRAM, name, at=at, due_at=datetime.now(UTC))


async def reminded(running: RunningProgramme, ends: date, days_left: int) -> int:
    """Run the reminders twice at noon, so many days before the end; the first run's members."""
    noon = datetime.combine(ends - timedelta(days=days_left), time(12), tzinfo=PROGRAM.local)
    first = await running.jiafen("job", "remind", "--as-of", noon.isoformat())
    assert (await run_inside(running, "remind", noon))["members"] == 0
    members: int = first["members"]
    return members


async def expired(running: RunningProgramme, ends: date) -> tuple[int, int]:
    """Run expiry on the last day and twice on the day after; lots that ended, lots extended."""
    midnight = datetime.combine(ends + NIGHT, time(), tzinfo=PROGRAM.local)
    early = await run_inside(running, "expire", midnight - timedelta(seconds=1))
    assert (early["lots"], early["extended"]) == (0, 0)
    done = await running.jiafen("job", "expire", "--as-of", midnight.isoformat())
    again = await run_inside(running, "expire", midnight)
    assert (again["lots"], again["extended"]) == (0, 0)
    return done["lots"], done["extended"]


async def test_points_end_after_a_reminder_and_are_extended_once_without_one(
    tmp_path: Path, prepared_data: Path
) -> None:
    async with a_running_programme(tmp_path, prepared_data) as running:
        mother, father = MOTHER.telegram_id, FATHER.telegram_id
        for person in (mother, father):
            await running.sell(await running.number(person), 100, f"R-{person}")
            await running.client.next_message(
                person, where=lambda message: "顺达车行" in message["text"]
            )
        ends = ledger.last_usable_day(PROGRAM.expiry, ledger.today(PROGRAM, datetime.now(UTC)))
        await running.client.block(father)
        await running.client.fault("bad_gateway", calls=None, methods=["send*"])

        before, seen = 0, 0

        async def tried() -> bool:
            return any(
                "sendMessage" in str(call) for call in await running.client.calls(after=before)
            )

        for days_left in (30, 6, 1):  # the run at 7 days was missed
            before = max(call["id"] for call in await running.client.calls())
            assert await reminded(running, ends, days_left) >= 1
            await running.client.wait_for(tried, seconds=60)
        assert await expired(running, ends) == (1, 1), (
            "a member who blocked the bot counts as told; the other's lot is extended"
        )
        await running.client.clear_faults()

        async def heard() -> list[Json]:
            messages = await running.client.messages(mother)
            return [message for message in messages if "快到期" in message["text"]][seen:]

        extended_to = ends + NIGHT + timedelta(days=30)
        for days_left in (30, 7, 1):
            assert await reminded(running, extended_to, days_left) == 1
            assert len(await running.client.wait_for(heard, seconds=60)) == 1
            seen += 1
        assert await expired(running, extended_to) == (1, 0)
        assert (await running.deployment.command("doctor")).code == 0


async def test_travelling_a_day_brings_a_reminder_into_the_chat(
    tmp_path: Path, prepared_data: Path, browser: Browser
) -> None:
    deployment = Deployment(tmp_path).prepare(prepared_data)
    try:
        async with (
            serving(deployment),
            await browser.new_context(
                locale="zh-CN", viewport={"width": 1200, "height": 800}
            ) as context,
        ):
            page = await context.new_page()
            await page.goto(
                f"{deployment.origin}/playground/#{MOTHER.telegram_id}/{MOTHER.telegram_id}"
            )
            await page.locator("html[data-live]").wait_for()
            digests = page.locator(".theirs", has_text="快到期了")
            await expect(page.locator(".theirs").first).to_be_visible()
            await expect(digests).to_have_count(0)
            await page.locator("[data-advance=days]").click()
            await expect(digests).to_have_count(1, timeout=20_000)
            await expect(digests.first).to_contain_text("用到")
    finally:
        deployment.clear()
