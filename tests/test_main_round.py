"""The whole round from outside: a family pools, redeems and shows its voucher; points end."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, expect

import core.program
from cli.demo.people import FATHER, MOTHER
from core import ledger
from tests.playground_client import Json, PlaygroundClient
from tests.running import Place, serving
from webapp.api.catalog import draft_event, draft_reward

pytestmark = pytest.mark.timeout(300)
NUMBER = re.compile(r"JF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
LINK = re.compile(r"start=(join-[\w-]+)")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
NIGHT = timedelta(days=1)


@dataclass
class Town:
    """A running programme: its chats, its command line, and one merchant's till."""

    place: Place
    client: PlaygroundClient
    till: ClientSession
    merchant: str

    async def jiafen(self, *words: str) -> dict[str, Any]:
        done = await self.place.command(*words)
        assert done.code == 0, done.err
        answer: dict[str, Any] = json.loads(done.out)
        return answer

    async def post(self, path: str, body: Any = None, *, status: int) -> dict[str, Any]:
        async with self.till.post(f"{self.place.origin}/api/v1{path}", json=body) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.status == status, told
            return told

    async def sell(self, number: str, yuan: int, receipt: str, at: datetime | None = None) -> None:
        moment = (at or datetime.now(UTC)).isoformat()
        sale = {"receipt": receipt, "member": number, "amount": f"{yuan}.00"}
        await self.post("/purchases", sale | {"occurred_at": moment}, status=201)

    async def number(self, person: int) -> str:
        """Let somebody start; their member number."""
        found = NUMBER.search((await self.client.ask(person, "/start"))["text"])
        assert found
        return found[0]

    async def ask(self, person: int, text: str, hint: str = "") -> Json:
        """Say something; the answer is known by a hint, for notices may come between."""
        sent = await self.client.send(person, text)
        return await self.client.next_message(
            person,
            after=sent["message_id"],
            where=lambda one: hint in json.dumps(one, ensure_ascii=False),
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
        """Put points into the family, typed."""
        label = {MOTHER.telegram_id: "放入积分"}.get(person, "Put points in")
        await self.turned(person, await self.ask(person, "/family", label), label)
        return await self.ask(person, f"{points:,}", f"{points:,}")


@asynccontextmanager
async def a_town(directory: Path) -> AsyncIterator[Town]:
    """Nobody has anything yet, but for a merchant who may issue a lot."""
    place = Place(directory, settings={"JIAFEN_DEMO": "0", "JIAFEN_TIME_TRAVEL": "1"})
    try:
        async with serving(place):
            added = await place.command(
                "merchant", "add", "顺达车行", "--licence", "L", "--budget", "100000", "--rate", "1"
            )
            shop = json.loads(added.out)
            headers = {"Authorization": f"Bearer {shop['api_key']}"}
            async with (
                PlaygroundClient(f"{place.origin}/playground") as client,
                ClientSession(headers=headers) as till,
            ):
                await client.flood(enabled=False)
                yield Town(place, client, till, shop["merchant"])
    finally:
        place.clear()


async def offered(town: Town) -> str:
    """A service of 6,000 points, which an event sells for 5,000; the reward's id."""
    reward = draft_reward.EXAMPLE | {"points": 6000, "market_price": "600.00"}
    made = await town.post("/rewards", reward, status=201)
    await town.post(f"/rewards/{made['id']}/publish", status=200)
    now = datetime.now(UTC)
    window = {"from": (now - NIGHT).isoformat(), "until": (now + NIGHT).isoformat()}
    event: dict[str, Any] = draft_event.EXAMPLE | window | {"prices": {made["id"]: 5000}}
    said = {part: text for part, text in event["disclosure"].items() if part != "threshold"}
    refused = await town.post("/events", event | {"disclosure": said}, status=201)
    problem = await town.post(f"/events/{refused['id']}/publish", status=422)
    assert (problem["code"], problem["missing"]) == ("disclosure-incomplete", ["threshold"])
    complete = await town.post("/events", event, status=201)
    await town.post(f"/events/{complete['id']}/publish", status=200)
    found: str = made["id"]
    return found


async def pressed_everywhere(town: Town, person: int, quoted: Json) -> None:
    """The button of a quote twice in the chat, and in the mini-app, all at once: one redemption."""
    quote = quoted["reply_markup"]["inline_keyboard"][0][0]["callback_data"].partition(":")[2]
    signed = {"Authorization": f"tma {await town.client.init_data(person)}"}
    app = f"{town.place.origin}/app"
    async with ClientSession() as http:
        async with http.post(f"{app}/session", headers=signed) as opened:
            head = {"Authorization": f"Bearer {(await opened.json())['token']}"}

        async def in_the_app() -> Json:
            body = {"quote": quote}
            async with http.post(f"{app}/api/redemptions", json=body, headers=head) as answer:
                told: Json = await answer.json()
                return told

        async def in_the_chat() -> Json:
            data = f"redeem1:{quote}"  # the second finger may come when the button is gone
            return await town.client.press(person, quoted["message_id"], data=data)

        first, second, *_ = await asyncio.gather(
            in_the_app(), in_the_app(), in_the_chat(), in_the_chat()
        )
        assert first == second
        async with http.get(f"{app}/api/vouchers", headers=head) as listed:
            codes = [one["code"] for one in (await listed.json())["vouchers"]]
        assert codes == [first["voucher"]["code"]]


async def test_a_family_founds_pools_redeems_and_shows_its_voucher(tmp_path: Path) -> None:
    async with a_town(tmp_path) as town:
        mother, father, ask = MOTHER.telegram_id, FATHER.telegram_id, town.ask
        numbers = [await town.number(one) for one in (mother, father)]
        language = await ask(father, "/language", "English")
        await town.turned(father, language, "English")
        await offered(town)
        for number, yuan in zip(numbers, (3100, 1900), strict=True):
            await town.sell(number, yuan, f"R-{yuan}")

        await town.turned(mother, await ask(mother, "/family", "建一个"), "建一个家庭")
        home = await ask(mother, "林家", "邀请家人")
        assert "林家" in home["text"]
        made = await town.turned(mother, home, "邀请家人")
        link = LINK.search(made["text"])
        assert link
        asked = await ask(father, f"/start {link[1]}", "invites you to 林家")
        assert "Welcome" in (await town.turned(father, asked, "join"))["text"]
        assert "已放入家庭" in (await town.pool(mother, 3100))["text"]
        assert "in the family and still yours" in (await town.pool(father, 1900))["text"]

        season = await town.turned(father, await ask(father, "/events", "6,000 → 5,000"), "1")
        assert "6,000 → 5,000 points, saves 16.7 %, gains 20.0 %" in season["text"]
        card = await town.turned(father, season, "Basic service")
        assert "Wallet 0: 5,000 missing" in card["text"]
        quoted = await town.turned(father, card, "From the family · 5,000")
        await pressed_everywhere(town, father, quoted)
        receipt = await town.client.next_message(
            father, after=quoted["message_id"], where=lambda one: "caption" in one
        )
        assert "Paid 5,000 points: 林晓梅 3,100 · 陈建国 1,900" in receipt["caption"]
        assert "0 left in the family" in receipt["caption"]
        told = await town.client.next_message(
            mother, where=lambda one: "其中您的 3,100 分" in one.get("text", "")
        )
        assert "陈建国" in told["text"]

        code = CODE.search(receipt["caption"])
        assert code
        taken = await town.post(
            f"/vouchers/{code[0]}/verify", {"request": "V-1", "till": "till 3"}, status=200
        )
        assert (taken["points"], taken["title"]["en"]) == (5000, "Basic service")
        used = await town.post(f"/vouchers/{code[0]}/verify", {"request": "V-2"}, status=409)
        assert (used["code"], used["facts"]["till"]) == ("voucher-used", "till 3")
        again = await town.place.command("voucher", "verify", code[0], "--merchant", town.merchant)
        assert (again.code, again.out) == (1, "")
        assert "used" in (await ask(father, "/vouchers", "Basic service"))["text"]
        doctor = await town.place.command("doctor")
        assert (doctor.code, doctor.err) == (0, ""), doctor.out


async def reminded(town: Town, ends: date, days_left: int) -> int:
    """Two runs of the job at noon, so many days before the end; how many members it told."""
    day = f"{ends - timedelta(days=days_left)}T12:00:00"
    told: int = (await town.jiafen("job", "remind", "--as-of", day))["members"]
    assert (await town.jiafen("job", "remind", "--as-of", day))["members"] == 0
    return told


async def expired(town: Town, ends: date) -> tuple[int, int]:
    """Nothing ends on the last day; what ended, and was extended, on the next."""
    early = await town.jiafen("job", "expire", "--as-of", f"{ends}T23:59:59")
    assert (early["lots"], early["extended"]) == (0, 0)
    day = f"{ends + NIGHT}T00:00:00"
    done = await town.jiafen("job", "expire", "--as-of", day)
    again = await town.jiafen("job", "expire", "--as-of", day)
    assert (again["lots"], again["extended"]) == (0, 0)
    return done["lots"], done["extended"]


async def test_points_end_with_notice_and_live_on_once_where_none_could_be_given(
    tmp_path: Path,
) -> None:
    async with a_town(tmp_path) as town:
        mother, father = MOTHER.telegram_id, FATHER.telegram_id
        program = core.program.load()
        for person in (mother, father):
            await town.sell(await town.number(person), 100, f"R-{person}")
            await town.client.next_message(person, where=lambda one: "顺达车行" in one["text"])
        ends = ledger.last_usable_day(program.expiry, ledger.today(program, datetime.now(UTC)))
        await town.client.block(father)
        await town.client.fault("bad_gateway", calls=None, methods=["send*"])

        before, seen = 0, 0

        async def tried() -> bool:
            return any("sendMessage" in str(one) for one in await town.client.calls(after=before))

        for days_left in (30, 6, 1):  # the run at 7 days was missed
            before = max(one["id"] for one in await town.client.calls())
            assert await reminded(town, ends, days_left) >= 1
            await town.client.wait_for(tried, seconds=60)
        assert await expired(town, ends) == (1, 1), "who blocked us chose so; the other lives on"
        await town.client.clear_faults()

        async def heard() -> list[Json]:
            found = await town.client.messages(mother)
            return [one for one in found if "快到期" in one["text"]][seen:]

        extended_to = ends + NIGHT + timedelta(days=30)
        for days_left in (30, 7, 1):
            assert await reminded(town, extended_to, days_left) == 1
            assert len(await town.client.wait_for(heard, seconds=60)) == 1
            seen += 1
        assert await expired(town, extended_to) == (1, 0)
        assert (await town.place.command("doctor")).code == 0


async def test_the_next_day_brings_what_ends_soon_into_the_chat(
    tmp_path: Path, browser: Browser
) -> None:
    place = Place(tmp_path)
    try:
        async with (
            serving(place),
            await browser.new_context(
                locale="zh-CN", viewport={"width": 1200, "height": 800}
            ) as context,
        ):
            page = await context.new_page()
            await page.goto(f"{place.origin}/playground/#{MOTHER.telegram_id}/{MOTHER.telegram_id}")
            await page.locator("html[data-live]").wait_for()
            digests = page.locator(".theirs", has_text="快到期了")
            await expect(page.locator(".theirs").first).to_be_visible()
            await expect(digests).to_have_count(0)
            await page.locator("[data-advance=days]").click()
            await expect(digests).to_have_count(1, timeout=20_000)
            await expect(digests.first).to_contain_text("用到")
    finally:
        place.clear()
