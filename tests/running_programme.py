"""A programme that runs as a process, with its chats, its command line and one merchant's till."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from cli.demo.people import MOTHER
from tests.playground_client import Json, PlaygroundClient
from tests.running import Deployment, serving

NUMBER = re.compile(r"JF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


@dataclass
class RunningProgramme:
    """A running programme: its chats, its command line, and one merchant's till."""

    deployment: Deployment
    client: PlaygroundClient
    till: ClientSession
    merchant: str

    async def jiafen(self, *words: str) -> dict[str, Any]:
        done = await self.deployment.command(*words)
        assert done.code == 0, done.err
        answer: dict[str, Any] = json.loads(done.out)
        return answer

    async def post(self, path: str, body: Any = None, *, status: int) -> dict[str, Any]:
        async with self.till.post(f"{self.deployment.origin}/api/v1{path}", json=body) as answer:
            content: dict[str, Any] = await answer.json()
            assert answer.status == status, content
            return content

    async def sell(self, number: str, yuan: int, receipt: str, at: datetime | None = None) -> None:
        moment = (at or datetime.now(UTC)).isoformat()
        sale = {"receipt": receipt, "member": number, "amount": f"{yuan}.00"}
        await self.post("/purchases", sale | {"occurred_at": moment}, status=201)

    async def number(self, person: int) -> str:
        """Let a person start; returns their member number."""
        number = NUMBER.search((await self.client.ask(person, "/start"))["text"])
        assert number
        return number[0]

    async def ask(self, person: int, text: str, hint: str = "") -> Json:
        """Send a message and wait for the answer that contains `hint`; notices may come between."""
        sent = await self.client.send(person, text)
        return await self.client.next_message(
            person,
            after=sent["message_id"],
            where=lambda message: hint in json.dumps(message, ensure_ascii=False),
        )

    async def turned(self, person: int, message: Json, label: str) -> Json:
        """Press a button and wait until the message has changed."""
        await self.client.press(person, message["message_id"], label=label)
        return await self.client.edited(
            person,
            message["message_id"],
            where=lambda now: now.get("text") != message["text"],
        )

    async def pool(self, person: int, points: int) -> Json:
        """Put points into the family by a typed number."""
        label = {MOTHER.telegram_id: "放入积分"}.get(person, "Put points in")
        await self.turned(person, await self.ask(person, "/family", label), label)
        return await self.ask(person, f"{points:,}", f"{points:,}")


@asynccontextmanager
async def a_running_programme(
    directory: Path, prepared_data: Path
) -> AsyncIterator[RunningProgramme]:
    """A started programme without members, with one merchant whose budget is large."""
    deployment = Deployment(directory, settings={"JIAFEN_DEMO": "0", "JIAFEN_TIME_TRAVEL": "1"})
    deployment.prepare(prepared_data)
    try:
        async with serving(deployment):
            added = await deployment.command(
                "merchant", "add", "顺达车行", "--licence", "L", "--budget", "100000", "--rate", "1"
            )
            merchant = json.loads(added.out)
            headers = {"Authorization": f"Bearer {merchant['api_key']}"}
            async with (
                PlaygroundClient(f"{deployment.origin}/playground") as client,
                ClientSession(headers=headers) as till,
            ):
                await client.flood(enabled=False)
                yield RunningProgramme(deployment, client, till, merchant["merchant"])
    finally:
        deployment.clear()
