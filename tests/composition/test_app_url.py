"""The mini-app's address in the chat: only what the Bot API server at hand can open."""

from __future__ import annotations

from pathlib import Path

import pytest

from composition.opening import mini_app_url
from settings import Settings

TOKEN = "123456789:" + "A" * 35
HERE = "http://127.0.0.1:8080"


def address(tmp_path: Path, **settings: object) -> str:
    return mini_app_url(Settings.model_validate({"data_dir": tmp_path, **settings}))


@pytest.mark.parametrize("server", ["https://api.telegram.org", "http://bot-api.example:8081"])
def test_an_https_address_is_given_to_every_server(tmp_path: Path, server: str) -> None:
    shop = "https://points.example"
    given = address(tmp_path, bot_token=TOKEN, bot_api_url=server, public_url=shop)
    assert given == "https://points.example/app/"


def test_telegram_is_never_given_an_address_of_this_machine(tmp_path: Path) -> None:
    assert address(tmp_path, bot_token=TOKEN, public_url=HERE) == ""


def test_another_server_may_be_given_an_address_of_this_machine(tmp_path: Path) -> None:
    server = "http://127.0.0.1:8081"
    given = address(tmp_path, bot_token=TOKEN, bot_api_url=server, public_url=HERE)
    assert given == f"{HERE}/app/"


def test_the_playground_opens_the_mini_app_on_this_machine(tmp_path: Path) -> None:
    assert address(tmp_path, port="8090") == "http://127.0.0.1:8090/app/"
