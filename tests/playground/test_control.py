"""The control API: for this machine and its own page only, and honest about what it cannot do."""

from __future__ import annotations

import json

import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiohttp import web

from playground import guard
from playground.launch import launch_url
from tests.playground.conftest import CHILD, MOTHER, Playground, running
from tests.playground_client import Refused
from tests.playground_server import TOKEN


async def test_init_data_have_telegrams_signature(play: Playground) -> None:
    data = safe_parse_webapp_init_data(TOKEN, await play.client.init_data(CHILD.id))
    assert data.user is not None
    assert (data.user.id, data.user.first_name) == (CHILD.id, CHILD.first_name)
    assert data.user.allows_write_to_pm
    assert data.auth_date == play.clock()
    old = await play.client.init_data(CHILD.id, auth_date=1_577_836_800, start_param="join_x")
    parsed = safe_parse_webapp_init_data(TOKEN, old)
    assert (parsed.auth_date.year, parsed.start_param) == (2020, "join_x")
    with pytest.raises(ValueError, match="Invalid init data signature"):
        safe_parse_webapp_init_data("4242:another", old)


def test_a_launch_keeps_what_the_address_had() -> None:
    url = launch_url("https://a.example/app?x=1#tab", "k=v", theme="dark", start_param="join")
    assert url.startswith(
        "https://a.example/app?x=1&tgWebAppStartParam=join#tab?tgWebAppData=k%3Dv&"
    )
    assert "&tgWebAppVersion=9.1&tgWebAppPlatform=weba&tgWebAppThemeParams=%7B" in url


async def test_orders_that_make_no_sense_are_refused(play: Playground) -> None:
    for path, order, status in [
        ("people/999/send", {"text": "a"}, 404),
        (f"people/{MOTHER.id}/send", {"text": " "}, 400),
        (f"people/{MOTHER.id}/send", {"text": "a", "chat_id": -9}, 404),
        (f"people/{MOTHER.id}/press", {}, 400),
        (f"people/{MOTHER.id}/press", {"message_id": 1}, 404),
        (f"people/{MOTHER.id}/press", {"message_id": 1, "colour": 1}, 400),
        (f"people/{MOTHER.id}/block", {"blocked": "yes"}, 400),
        ("advance", {"days": -1}, 400),
        ("advance", {"fortnights": 1}, 400),
        ("redeliver", {"update_id": 5}, 404),
        ("flood", {"speed": 5}, 400),
    ]:
        url = f"{play.base_url}/control/{path}"
        async with play.http.post(url, json=order) as response:
            assert (path, response.status) == (path, status)
            assert (await response.json())["error"]


@pytest.mark.parametrize("body", ["{", "[]", "[" * 100_000], ids=["cut", "a list", "deep"])
async def test_body_other_than_a_json_object_is_refused(play: Playground, body: str) -> None:
    url = f"{play.base_url}/control/people/{MOTHER.id}/send"
    bot_url = f"{play.base_url}/bot{TOKEN}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with play.http.post(url, data=body, headers=headers) as response:
        assert response.status == 400
        assert "must be" in (await response.json())["error"]
    async with play.http.post(bot_url, data=body, headers=headers) as response:
        assert response.status == 400


async def test_person_who_blocked_the_bot_cannot_send(play: Playground) -> None:
    await play.client.block(MOTHER.id)
    with pytest.raises(Refused, match="unblock it first"):
        await play.client.send(MOTHER.id, "hello")


async def test_a_reset_leaves_an_empty_world(play: Playground) -> None:
    await play.bot.set_my_description("stays")
    await play.client.send(MOTHER.id, "hello")
    await play.client.fault("slow", calls=None, seconds=9)
    await play.client.reset()
    state = await play.client.state()
    assert (state["pending_updates"], state["faults"], state["succeeded"]) == (0, [], {})
    assert await play.client.messages(MOTHER.id) == []
    assert (await play.bot.get_my_description()).description == "stays"


async def test_a_chat_forgets_its_oldest_messages(play: Playground) -> None:
    for number in range(510):
        await play.client.send(MOTHER.id, f"n{number}")
    messages = await play.client.messages(MOTHER.id)
    assert len(messages) == 500
    assert messages[0]["text"] == "n10"


async def test_the_log_of_calls_holds_no_secret(play: Playground) -> None:
    await play.bot.set_webhook("https://example.org/hook", secret_token="tell-nobody")
    await play.bot.delete_webhook()
    log = json.dumps(await play.client.calls())
    assert "setWebhook" in log
    assert "tell-nobody" not in log
    assert TOKEN not in log


async def test_other_origins_and_host_names_are_refused(play: Playground) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
        url = f"{play.base_url}/control/reset"
        async with play.http.post(url, headers=headers) as response:
            assert response.status == 403
    own = {"Origin": play.origin}
    async with play.http.post(f"{play.base_url}/control/reset", headers=own) as response:
        assert response.status == 200
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


async def test_other_machines_are_refused(
    play: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await play.http.get(f"{play.base_url}/control/state")).status == 200
    monkeypatch.setattr(guard, "peer_of", lambda _: "192.0.2.7")
    assert (await play.http.get(f"{play.base_url}/control/state")).status == 403
    assert (await play.http.get(f"{play.base_url}/bot{TOKEN}/getMe")).status == 403
    monkeypatch.setattr(guard, "peer_of", lambda _: "::ffff:127.0.0.1")
    assert (await play.http.get(f"{play.base_url}/control/state")).status == 200


async def test_playground_without_time_travel_refuses_to_move_time() -> None:
    root = web.Application()
    async with running(extra=root, movable=False) as play:
        with pytest.raises(Refused, match="cannot be moved"):
            await play.client.advance(days=1)
        assert (await play.client.state())["can_advance"] is False
