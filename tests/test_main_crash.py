"""The power fails in the middle of the work: nothing is lost and nothing counts twice."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

import core.program
import samples
from core import db, ledger, members
from tests.running import Deployment, RunningProcess, inside, serving

RECEIPTS = 500
MEMBERS = 20
CALLERS = 32
CRASHES = 5
AMOUNT, POINTS = "30.00", 30


@pytest.fixture
def deployment(tmp_path: Path, prepared_data: Path) -> Iterator[Deployment]:
    deployment = Deployment(tmp_path, settings={"JIAFEN_DEMO": "0"}).prepare(prepared_data)
    yield deployment
    deployment.clear()


class ReceiptPoster:
    """A shop that posts its receipts until each has its answer."""

    def __init__(self, origin: str, api_key: str, numbers: list[str]) -> None:
        self._url = f"{origin}/api/v1/purchases"
        self._headers = {"Authorization": f"Bearer {api_key}"}
        self._numbers = numbers
        self.occurred_at = datetime.now(UTC).isoformat(timespec="seconds")
        self.answers: dict[int, bytes] = {}
        self.statuses: dict[int, int] = {}

    async def post_all(self, *, enough: int = RECEIPTS, enough_came: asyncio.Event) -> None:
        """Post every receipt; tell when `enough` have been answered by this round."""
        waiting = iter(range(RECEIPTS))
        answered = 0
        async with ClientSession(headers=self._headers) as http:

            async def caller() -> None:
                nonlocal answered
                for number in waiting:
                    try:
                        await self._post(http, number)
                    except (ClientError, ConnectionError):
                        return  # the power failed
                    answered += 1
                    if answered >= enough:
                        enough_came.set()

            await asyncio.gather(*(caller() for _ in range(CALLERS)))

    async def _post(self, http: ClientSession, number: int) -> None:
        body = {
            "receipt": f"R-{number}",
            "member": self._numbers[number % MEMBERS],
            "amount": AMOUNT,
            "occurred_at": self.occurred_at,
        }
        async with http.post(self._url, json=body) as response:
            answer = await response.read()
        assert response.status in (200, 201), answer
        assert self.answers.setdefault(number, answer) == answer
        self.statuses[number] = response.status


@pytest.mark.timeout(400)
async def test_each_receipt_counts_once_however_often_the_power_fails(
    deployment: Deployment,
) -> None:
    async with serving(deployment):
        poster = await _poster(deployment)
    deployment.kill_postgres()
    for crash in range(1, CRASHES + 1):
        async with serving(deployment) as running:
            await _post_until_power_failure(poster, running, enough=crash * 70)
        assert 0 < len(poster.answers) < RECEIPTS
    before = set(poster.answers)
    async with serving(deployment) as running:
        await poster.post_all(enough_came=asyncio.Event())
        assert len(poster.answers) == RECEIPTS
        assert {poster.statuses[number] for number in before} == {200}
        async with inside(deployment):
            assert await ledger.proof() == []
            counted = await db.pool().fetch(
                "SELECT receipt, count(*) AS times, sum(points) AS points FROM purchase"
                " GROUP BY receipt"
            )
            assert len(counted) == RECEIPTS
            assert {(row["times"], row["points"]) for row in counted} == {(1, POINTS)}
            program = core.program.load()
            for telegram_id in range(1, MEMBERS + 1):
                member = await members.by_telegram(telegram_id)
                assert member is not None
                today = ledger.today(program, datetime.now(UTC))
                balance = await ledger.balance(member.id, today=today)
                assert balance.points == RECEIPTS // MEMBERS * POINTS
        doctor = await deployment.command("doctor")
        assert (doctor.code, doctor.err) == (0, ""), doctor.out
        assert await running.exit_code_after(signal.SIGTERM) == 0


async def _post_until_power_failure(
    poster: ReceiptPoster, running: RunningProcess, *, enough: int
) -> None:
    enough_came = asyncio.Event()
    posting = asyncio.create_task(poster.post_all(enough=enough, enough_came=enough_came))
    await asyncio.wait(
        [posting, asyncio.create_task(enough_came.wait())], return_when=asyncio.FIRST_COMPLETED
    )
    assert not posting.done(), "nothing was left to be interrupted"
    running.process.kill()
    running.deployment.kill_postgres()
    await running.ended()
    await posting


async def _poster(deployment: Deployment) -> ReceiptPoster:
    """A merchant's key and twenty members' numbers."""
    program = core.program.load()
    now = datetime.now(UTC)
    async with inside(deployment):
        added = await samples.merchant(program, budget_fen=10_000_000, at=now)
        numbers = []
        for telegram_id in range(1, MEMBERS + 1):
            member = await samples.member(program, telegram_id=telegram_id, at=now)
            numbers.append(members.format_number(member.number))
    return ReceiptPoster(deployment.origin, added.api_key, numbers)
