"""Names, descriptions, commands and menu buttons by language and scope."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonDefault,
    MenuButtonWebApp,
    WebAppInfo,
)

from tests.playground.conftest import CHILD, MOTHER, Playground


async def test_people_see_the_commands_of_their_language_and_chat(play: Playground) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await play.bot.set_my_commands([BotCommand(command="help", description="Help")], scope)
    await play.bot.set_my_commands(
        [BotCommand(command="help", description="帮助")], scope, language_code="zh"
    )
    await play.bot.set_my_commands(
        [BotCommand(command="merchant", description="Shop")], BotCommandScopeChat(chat_id=CHILD.id)
    )
    people = {person["id"]: person for person in await play.client.people()}
    assert people[MOTHER.id]["commands"] == [{"command": "help", "description": "帮助"}]
    assert [command["command"] for command in people[CHILD.id]["commands"]] == ["merchant"]
    assert await play.bot.get_my_commands() == []
    await play.bot.delete_my_commands(scope, language_code="zh")
    people = {person["id"]: person for person in await play.client.people()}
    assert people[MOTHER.id]["commands"][0]["description"] == "Help"


def commands(**changed: str) -> list[dict[str, str]]:
    return [{"command": "help", "description": "Help", **changed}]


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({}, "can't parse commands JSON object"),
        ({"commands": commands() * 101}, "there are too many bot commands"),
        ({"commands": commands(command="x" * 33)}, "command length must not exceed 32"),
        ({"commands": commands(command="Help")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands(command="")}, "command must be non-empty"),
        ({"commands": commands(description="")}, "command description must be non-empty"),
        (
            {"commands": commands(description="x" * 257)},
            "command description length must not exceed 256",
        ),
        (
            {"commands": commands(), "language_code": "zh-hans"},
            "invalid language code specified",
        ),
        ({"commands": commands(), "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_commands_are_refused(
    play: Playground, parameters: dict[str, Any], refusal: str
) -> None:
    assert await play.refusal("setMyCommands", **parameters) == f"Bad Request: {refusal}"


async def test_texts_fall_back_to_the_general_language(play: Playground) -> None:
    await play.bot.set_my_description("Points for all")
    await play.bot.set_my_description("全家的积分", language_code="zh")
    assert (await play.bot.get_my_description(language_code="zh")).description == "全家的积分"
    assert (await play.bot.get_my_description(language_code="fr")).description == "Points for all"
    assert (await play.bot.get_my_name()).name == "Jiafen"
    assert await play.refusal("setMyName", name="x" * 65) == "Bad Request: bot name is too long"
    assert await play.refusal("setMyDescription", description="x" * 513) == (
        "Bad Request: bot description is too long"
    )
    assert await play.refusal("setMyShortDescription", short_description="x" * 121) == (
        "Bad Request: bot short description is too long"
    )


async def test_a_menu_button_is_the_chats_or_everybodys(play: Playground) -> None:
    app = MenuButtonWebApp(text="Points", web_app=WebAppInfo(url="https://example.org/app"))
    await play.bot.set_chat_menu_button(menu_button=app)
    assert (await play.bot.get_chat_menu_button()).model_dump() == app.model_dump()
    own = await play.bot.get_chat_menu_button(chat_id=MOTHER.id)
    assert own.model_dump() == MenuButtonDefault().model_dump()
    people = {person["id"]: person for person in await play.client.people()}
    assert people[MOTHER.id]["menu_button"]["text"] == "Points"
    refusal = await play.refusal(
        "setChatMenuButton",
        menu_button={"type": "web_app", "text": "x", "web_app": {"url": "http://example.org"}},
    )
    assert refusal.endswith("Only HTTPS links are allowed")
