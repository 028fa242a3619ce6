"""The whole round from outside: a family pools points, redeems them and shows its voucher."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from cli.demo.people import FATHER, MOTHER
from tests.playground_client import Json
from tests.running_programme import RunningProgramme, a_running_programme
from webapp.api.catalog import draft_event, draft_reward

pytestmark = pytest.mark.timeout(300)
LINK = re.compile(r"start=(join-[\w-]+)")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
NIGHT = timedelta(days=1)


async def offered(running: RunningProgramme) -> None:
    """Publish a service of 6,000 points, which an event sells for 5,000."""
    reward = draft_reward.EXAMPLE | {"points": 6000, "market_price": "600.00"}
    made = await running.post("/rewards", reward, status=201)
    await running.post(f"/rewards/{made['id']}/publish", status=200)
    now = datetime.now(UTC)
    window = {"from": (now - NIGHT).isoformat(), "until": (now + NIGHT).isoformat()}
    event: dict[str, Any] = draft_event.EXAMPLE | window | {"prices": {made["id"]: 5000}}
    incomplete = {part: text for part, text in event["disclosure"].items() if part != "threshold"}
    refused = await running.post("/events", event | {"disclosure": incomplete}, status=201)
    problem = await running.post(f"/events/{refused['id']}/publish", status=422)
    assert (problem["code"], problem["missing"]) == ("disclosure-incomplete", ["threshold"])
    complete = await running.post("/events", event, status=201)
    await running.post(f"/events/{complete['id']}/publish", status=200)


async def pressed_everywhere(running: RunningProgramme, person: int, quoted: Json) -> None:
    """Press a quote's button twice in the chat and twice in the mini-app: one redemption."""
    quote = quoted["reply_markup"]["inline_keyboard"][0][0]["callback_data"].partition(":")[2]
    signed = {"Authorization": f"tma {await running.client.init_data(person)}"}
    app = f"{running.deployment.origin}/app"
    async with ClientSession() as http:
        async with http.post(f"{app}/session", headers=signed) as opened:
            head = {"Authorization": f"Bearer {(await opened.json())['token']}"}

        async def in_the_app() -> Json:
            body = {"quote": quote}
            async with http.post(f"{app}/api/redemptions", json=body, headers=head) as answer:
                content: Json = await answer.json()
                return content

        async def in_the_chat() -> Json:
            data = f"redeem1:{quote}"  # by data: the first press removes the button
            return await running.client.press(person, quoted["message_id"], data=data)

        first, second, *_ = await asyncio.gather(
            in_the_app(), in_the_app(), in_the_chat(), in_the_chat()
        )
        assert first == second
        async with http.get(f"{app}/api/vouchers", headers=head) as listed:
            codes = [voucher["code"] for voucher in (await listed.json())["vouchers"]]
        assert codes == [first["voucher"]["code"]]


async def taken_once(running: RunningProgramme, caption: str) -> None:
    """Take the voucher of this receipt at the till; a second time is refused everywhere."""
    code = CODE.search(caption)
    assert code
    taken = await running.post(
        f"/vouchers/{code[0]}/verify", {"request": "V-1", "till": "till 3"}, status=200
    )
    assert (taken["points"], taken["title"]["en"]) == (5000, "Basic service")
    used = await running.post(f"/vouchers/{code[0]}/verify", {"request": "V-2"}, status=409)
    assert (used["code"], used["facts"]["till"]) == ("voucher-used", "till 3")
    again = await running.deployment.command(
        "voucher", "verify", code[0], "--merchant", running.merchant
    )
    assert (again.code, again.out) == (1, "")


async def test_a_family_founds_pools_redeems_and_shows_its_voucher(
    tmp_path: Path, prepared_data: Path
) -> None:
    async with a_running_programme(tmp_path, prepared_data) as running:
        mother, father, ask = MOTHER.telegram_id, FATHER.telegram_id, running.ask
        numbers = [await running.number(person) for person in (mother, father)]
        language = await ask(father, "/language", "English")
        await running.turned(father, language, "English")
        await offered(running)
        for number, yuan in zip(numbers, (3100, 1900), strict=True):
            await running.sell(number, yuan, f"R-{yuan}")

        await running.turned(mother, await ask(mother, "/family", "建一个"), "建一个家庭")
        home = await ask(mother, "林家", "邀请家人")
        assert "林家" in home["text"]
        made = await running.turned(mother, home, "邀请家人")
        link = LINK.search(made["text"])
        assert link
        invitation = await ask(father, f"/start {link[1]}", "invites you to 林家")
        assert "Welcome" in (await running.turned(father, invitation, "join"))["text"]
        assert "已放入家庭" in (await running.pool(mother, 3100))["text"]
        assert "in the family and still yours" in (await running.pool(father, 1900))["text"]

        season = await running.turned(father, await ask(father, "/events", "6,000 → 5,000"), "1")
        assert "6,000 → 5,000 points, saves 16.7 %, gains 20.0 %" in season["text"]
        card = await running.turned(father, season, "Basic service")
        assert "Wallet 0: 5,000 missing" in card["text"]
        quoted = await running.turned(father, card, "From the family · 5,000")
        await pressed_everywhere(running, father, quoted)
        receipt = await running.client.next_message(
            father, after=quoted["message_id"], where=lambda message: "caption" in message
        )
        assert "Paid 5,000 points: 林晓梅 3,100 · 陈建国 1,900" in receipt["caption"]
        assert "0 left in the family" in receipt["caption"]
        notice = await running.client.next_message(
            mother, where=lambda message: "其中您的 3,100 分" in message.get("text", "")
        )
        assert "陈建国" in notice["text"]

        await taken_once(running, receipt["caption"])
        assert "used" in (await ask(father, "/vouchers", "Basic service"))["text"]
        doctor = await running.deployment.command("doctor")
        assert (doctor.code, doctor.err) == (0, ""), doctor.out
