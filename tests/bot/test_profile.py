"""The bot's public profile is set once, in every language, within Telegram's limits."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot import profile
from bot.updates import ALLOWED
from core.program import Program
from locales import Texts
from tests.bot.running_bot import RunningBot, running_bot

SETTERS = "set"


@pytest.fixture
async def quiet(program: Program, texts: Texts) -> AsyncIterator[RunningBot]:
    """A bot that neither polls nor needs a database."""
    async with running_bot(program, texts) as made:
        yield made


async def changes(chat: RunningBot) -> list[str]:
    """The calls that changed something at Telegram's, in order."""
    calls = await chat.client.calls()
    return [call["method"] for call in calls if call["method"].startswith(SETTERS)]


async def test_the_second_start_changes_nothing(quiet: RunningBot, program: Program) -> None:
    url = quiet.url.removesuffix("/playground") + "/app/"
    await profile.introduce(quiet.bot, program=program, texts=quiet.texts, app_url=url)
    first = await changes(quiet)
    assert set(first) == {
        "setMyName",
        "setMyDescription",
        "setMyShortDescription",
        "setMyCommands",
        "setChatMenuButton",
    }
    await profile.introduce(quiet.bot, program=program, texts=quiet.texts, app_url=url)
    assert await changes(quiet) == first


async def test_everybody_reads_their_language(quiet: RunningBot, program: Program) -> None:
    url = quiet.url.removesuffix("/playground") + "/app/"
    await profile.introduce(quiet.bot, program=program, texts=quiet.texts, app_url=url)
    described = {
        code: (await quiet.bot.get_my_description(language_code=code)).description
        for code in (None, "zh", "en", "fr")
    }
    assert described["zh"].startswith("欢迎")
    assert described["en"].startswith("Welcome")
    assert described[None] == described["en"] == described["fr"]
    assert all(len(text) <= 512 for text in described.values())
    people = {person["id"]: person for person in await quiet.client.people()}
    assert "查积分余额" in {command["description"] for command in people[1001]["commands"]}
    assert "Your points" in {command["description"] for command in people[1002]["commands"]}
    assert people[1002]["menu_button"]["web_app"]["url"] == url


async def test_without_an_address_of_the_mini_app_there_is_no_menu_button(
    quiet: RunningBot, program: Program
) -> None:
    await profile.introduce(quiet.bot, program=program, texts=quiet.texts, app_url="")
    assert "setChatMenuButton" not in await changes(quiet)


async def test_the_webhook_is_set_when_anything_about_it_differs(quiet: RunningBot) -> None:
    url = quiet.url.removesuffix("/playground") + "/telegram/webhook"
    assert await profile.set_webhook(quiet.bot, url=url, secret="one")
    assert not await profile.set_webhook(quiet.bot, url=url, secret="one")
    assert await profile.set_webhook(quiet.bot, url=url, secret="two")
    calls = await quiet.client.calls("setWebhook")
    assert len(calls) == 2
    assert json.loads(calls[0]["parameters"]["allowed_updates"]) == list(ALLOWED)
    info = await quiet.bot.get_webhook_info()
    assert "one" not in info.url
    assert "two" not in info.url
