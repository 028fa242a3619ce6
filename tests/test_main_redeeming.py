"""The power fails while points are spent: each quote is redeemed at most once, none for nothing."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

import core.program
import samples
from cli.demo.people import PEOPLE
from core import catalog, db, families, ledger, members, redemptions
from tests.playground_client import PlaygroundClient
from tests.running import Deployment, RunningProcess, inside, serving

QUOTES = 320
STOCK = 300
CALLERS = 24
CRASHES = 4
YUAN = 200
Pressed = tuple[int, bytes]


@pytest.fixture
def deployment(tmp_path: Path, prepared_data: Path) -> Iterator[Deployment]:
    deployment = Deployment(tmp_path, settings={"JIAFEN_DEMO": "0"}).prepare(prepared_data)
    yield deployment
    deployment.clear()


@dataclass
class Presser:
    """Four people who press the buttons of their quotes until each has its answer."""

    origin: str
    tokens: dict[int, str] = field(default_factory=dict)
    quotes: list[tuple[int, str]] = field(default_factory=list)
    answers: dict[str, Pressed] = field(default_factory=dict)
    again: Counter[int] = field(default_factory=Counter)

    async def open(self) -> None:
        """A session of the mini-app for everybody; it outlives the process."""
        async with PlaygroundClient(f"{self.origin}/playground") as client, ClientSession() as http:
            for person in PEOPLE:
                signed = await client.init_data(person.telegram_id)
                head = {"Authorization": f"tma {signed}"}
                async with http.post(f"{self.origin}/app/session", headers=head) as answer:
                    self.tokens[person.telegram_id] = (await answer.json())["token"]

    async def press_all(self, *, enough: int, enough_came: asyncio.Event) -> None:
        """Press every button; tell when `enough` were answered in this round."""
        waiting = iter(self.quotes)
        answered = 0
        async with ClientSession() as http:

            async def caller() -> None:
                nonlocal answered
                for person, quote in waiting:
                    try:
                        await self._press(http, person, quote)
                    except (ClientError, ConnectionError):
                        return  # the power failed
                    answered += 1
                    if answered >= enough:
                        enough_came.set()

            await asyncio.gather(*(caller() for _ in range(CALLERS)))

    async def _press(self, http: ClientSession, person: int, quote: str) -> None:
        head = {"Authorization": f"Bearer {self.tokens[person]}"}
        url = f"{self.origin}/app/api/redemptions"
        async with http.post(url, json={"quote": quote}, headers=head) as answer:
            body, status = await answer.read(), answer.status
        assert status in (200, 201, 409), body
        if quote in self.answers and self.answers[quote][0] != 409:
            assert (status, body) == (200, self.answers[quote][1])
            self.again[status] += 1
        self.answers[quote] = (status, body)


async def _quoted(deployment: Deployment) -> Presser:
    """Everybody has points in the wallet and in the family, and many quotes of one reward."""
    program, at = core.program.load(), datetime.now(UTC)
    presser = Presser(deployment.origin)
    async with inside(deployment):
        shop = (await samples.merchant(program, budget_fen=10**8, at=at)).merchant
        reward = await samples.reward(program, merchant_id=shop.id, points=1, stock=STOCK, at=at)
        people = [
            await samples.member(
                program, telegram_id=person.telegram_id, name=person.name, language="en", at=at
            )
            for person in PEOPLE
        ]
        await samples.family(program, [member.id for member in people], at=at)
        for member in people:
            await samples.purchase(
                program,
                merchant_id=shop.id,
                member_id=member.id,
                amount_fen=YUAN * 100,
                at=at,
            )
            await families.contribute(
                program, member_id=member.id, points=YUAN // 2, key="K", at=at
            )
        for number in range(QUOTES):
            member = people[number % len(people)]
            quoted = await redemptions.quote(
                program,
                member_id=member.id,
                reward_id=reward.id,
                source="purse" if number // len(people) % 2 else "wallet",
                at=at,
            )
            assert member.telegram_id
            presser.quotes.append((member.telegram_id, str(quoted.id)))
    return presser


@pytest.mark.timeout(400)
async def test_each_quote_is_redeemed_at_most_once_however_often_the_power_fails(
    deployment: Deployment,
) -> None:
    async with serving(deployment):
        presser = await _quoted(deployment)
        await presser.open()
    deployment.kill_postgres()
    for crash in range(1, CRASHES + 1):
        async with serving(deployment) as running:
            await _press_until_power_failure(presser, running, enough=crash * 60)
    assert 0 < len(presser.answers) < QUOTES
    async with serving(deployment) as running:
        await presser.press_all(enough=QUOTES, enough_came=asyncio.Event())
        assert Counter(status == 409 for status, _ in presser.answers.values()) == {
            False: STOCK,
            True: QUOTES - STOCK,
        }
        assert presser.again[200] >= CRASHES * 60
        async with inside(deployment):
            await _check_that_points_add_up(presser)
        doctor = await deployment.command("doctor")
        assert (doctor.code, doctor.err) == (0, ""), doctor.out
        assert await running.exit_code_after(signal.SIGTERM) == 0


async def _check_that_points_add_up(presser: Presser) -> None:
    assert await ledger.proof() == []
    rows = await db.pool().fetch(
        """SELECT d.id::text, d.points, count(v.code) AS vouchers,
                  (SELECT sum(e.points) FROM entry e WHERE e.redemption_id = d.id) AS paid
           FROM redemption d LEFT JOIN voucher v ON v.redemption_id = d.id GROUP BY d.id"""
    )
    redeemed = {quote for quote, (status, _) in presser.answers.items() if status != 409}
    assert {row["id"] for row in rows} == redeemed
    assert {(row["points"], row["vouchers"], row["paid"]) for row in rows} == {(1, 1, 1)}
    now = datetime.now(UTC)
    [reward] = await catalog.rewards(now)
    assert reward.left == 0
    today = ledger.today(core.program.load(), now)
    left = 0
    for person in PEOPLE:
        member = await members.by_telegram(person.telegram_id)
        assert member is not None
        left += (await ledger.balance(member.id, today=today)).points
    assert left == len(PEOPLE) * YUAN - STOCK


async def _press_until_power_failure(
    presser: Presser, running: RunningProcess, *, enough: int
) -> None:
    enough_came = asyncio.Event()
    pressing = asyncio.create_task(presser.press_all(enough=enough, enough_came=enough_came))
    came = asyncio.create_task(enough_came.wait())
    await asyncio.wait([pressing, came], return_when=asyncio.FIRST_COMPLETED)
    assert not pressing.done(), "nothing was left to be interrupted"
    running.process.kill()
    running.deployment.kill_postgres()
    await running.ended()
    await pressing
