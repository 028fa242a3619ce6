"""The environment is read once, and a wrong setting says in one line what to do."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

import settings
from settings import Settings, SettingsError

TOKEN = "123456789:AAExampleExampleExampleExampleExam-"


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory and an environment without a word of ours."""
    for name in list(os.environ):
        if name.startswith(settings.PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load_with(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(settings.PREFIX + name, value)
    return settings.load()


def test_without_settings_the_playground_runs_on_this_machine(bare: Path) -> None:
    loaded = settings.load()
    assert loaded.playground
    assert loaded.demo
    assert loaded.time_travel
    assert loaded.database_url is None
    assert loaded.redis_url is None
    assert loaded.public_url == "http://127.0.0.1:8080"
    assert loaded.data_dir == bare / ".jiafen"
    assert loaded.updates == "polling"
    assert loaded.log_format == "console"


def test_a_real_token_ends_the_playground(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_with(monkeypatch, BOT_TOKEN=TOKEN)
    assert not loaded.playground
    assert not loaded.demo
    assert not loaded.time_travel


def test_the_demo_can_be_switched_on_and_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_with(monkeypatch, BOT_TOKEN=TOKEN, DEMO="1", TIME_TRAVEL="1").demo
    assert not load_with(monkeypatch, DEMO="0").demo


def test_the_public_address_follows_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_with(monkeypatch, HOST="::1", PORT="99").public_url == "http://[::1]:99"
    everywhere = load_with(monkeypatch, HOST="0.0.0.0", BOT_TOKEN=TOKEN)
    assert everywhere.public_url == "http://127.0.0.1:99"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://u:p@db:5432/jiafen"),
        ("DATABASE_URL", "postgresql://u@/jiafen?host=/run/postgresql"),
        ("REDIS_URL", "rediss://:p@redis:6379/1"),
        ("REDIS_URL", "unix:///run/redis.sock"),
        ("PUBLIC_URL", "https://points.example"),
        ("PUBLIC_URL", "http://localhost:8080"),
        ("TELEGRAM_JS_URL", "/static/telegram-web-app.js"),
        ("LOG_FORMAT", "json"),
        ("SECRET_KEY", "k" * 32),
        ("WEBHOOK_SECRET", "A-z_9"),
    ],
)
def test_good_values_are_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    taken = getattr(load_with(monkeypatch, **{name: value}), name.lower())
    assert value == (taken.get_secret_value() if hasattr(taken, "get_secret_value") else taken)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"DATABASE_URL": "mysql://u:hush@h/d"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://u:hush@h"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://u:hush@h:port/d"}, "DATABASE_URL"),
        ({"REDIS_URL": "http://:hush@h"}, "REDIS_URL"),
        ({"REDIS_URL": "redis://"}, "REDIS_URL"),
        ({"PUBLIC_URL": "http://points.example"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://points.example/sub"}, "PUBLIC_URL"),
        ({"BOT_API_URL": "api.telegram.org", "BOT_TOKEN": TOKEN}, "BOT_API_URL"),
        ({"BOT_API_URL": "http://localhost:8081"}, "BOT_TOKEN"),
        ({"BOT_TOKEN": "123456:hush"}, "BOT_TOKEN"),
        ({"PORT": "0"}, "PORT"),
        ({"PORT": "65536"}, "PORT"),
        ({"PORT": "1e3"}, "PORT"),
        ({"HOST": "0.0.0.0"}, "HOST"),
        ({"HOST": "http://here", "BOT_TOKEN": TOKEN}, "HOST"),
        ({"HOST": "\udcff", "BOT_TOKEN": TOKEN}, "HOST"),
        ({"UPDATES": "carrier pigeon"}, "UPDATES"),
        ({"UPDATES": "webhook", "BOT_TOKEN": TOKEN}, "PUBLIC_URL"),
        ({"WEBHOOK_SECRET": "hush hush"}, "WEBHOOK_SECRET"),
        ({"WEBHOOK_SECRET": "h" * 257}, "WEBHOOK_SECRET"),
        ({"SECRET_KEY": "hush"}, "SECRET_KEY"),
        ({"PROGRAM": "/nowhere/program.toml"}, "PROGRAM"),
        ({"TELEGRAM_JS_URL": "//evil.example/x.js"}, "TELEGRAM_JS_URL"),
        ({"DEMO": "yes"}, "DEMO"),
        ({"TIME_TRAVEL": "2"}, "TIME_TRAVEL"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"DATABSE_URL": "postgresql://u:hush@h/d"}, "DATABSE_URL"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_without_its_value(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load_with(monkeypatch, **values)
    line = str(caught.value)
    assert line.startswith(settings.PREFIX + named)
    assert "\n" not in line
    assert "hush" not in line
    assert not re.search("[Ii]nput|valid string|Value error", line)


def test_a_misspelt_name_is_refused_with_the_nearest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="did you mean JIAFEN_REDIS_URL"):
        load_with(monkeypatch, REDIS_URI="redis://localhost")


def test_misspelt_name_in_the_file_stops_the_start(bare: Path) -> None:
    (bare / ".env").write_text("OTHER=1\nJIAFEN_PROT=1\n")
    with pytest.raises(SettingsError, match="JIAFEN_PROT is not a setting"):
        settings.load()


def test_the_file_is_read_and_the_environment_wins(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / ".env").write_text("JIAFEN_PORT=9001\nJIAFEN_LOG_FORMAT=json\nOTHER=1\n")
    loaded = load_with(monkeypatch, PORT="9002")
    assert loaded.port == 9002
    assert loaded.log_format == "json"


def test_a_file_that_is_not_text_is_named(bare: Path) -> None:
    (bare / ".env").write_bytes(b"JIAFEN_PORT=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^\.env must be a text file in UTF-8$"):
        settings.load()


def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_with(monkeypatch, REDIS_URL="", BOT_API_URL="", SECRET_KEY="")
    assert loaded.redis_url is None
    assert loaded.bot_api_url == settings.TELEGRAM_API_URL


def test_variables_of_the_tests_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_with(monkeypatch, TEST_DATABASE_URL="anything").playground


def test_another_bot_api_server_takes_any_token_and_a_plain_webhook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = load_with(
        monkeypatch, BOT_API_URL="http://localhost:8081/", BOT_TOKEN="1:test", UPDATES="webhook"
    )
    assert loaded.bot_api_url == "http://localhost:8081"
    assert loaded.updates == "webhook"


def test_settings_are_frozen_and_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_with(
        monkeypatch,
        BOT_TOKEN=TOKEN,
        DATABASE_URL="postgresql://u:hush@h/d",
        REDIS_URL="redis://:hush@h",
        SECRET_KEY="hush" * 8,
        WEBHOOK_SECRET="hush",
    )
    for text in (repr(loaded), str(loaded)):
        assert "hush" not in text
        assert TOKEN not in text
    with pytest.raises(ValidationError):
        loaded.port = 1  # type: ignore[misc]


def test_the_secret_key_is_made_once_and_only_ours_to_read(bare: Path) -> None:
    first, second = settings.load(), settings.load()
    path = bare / ".jiafen" / "secret_key"
    assert first.secret_key == second.secret_key
    assert first.webhook_secret == second.webhook_secret
    assert first.webhook_secret != first.secret_key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_share_one_secret_key() -> None:
    root = Path(settings.__file__).parents[1]
    code = "import settings; print(settings.load().secret_key.get_secret_value())"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        for _ in range(6)
    ]
    answers = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0] * 6
    assert len(set(answers)) == 1
    assert answers[0].strip()


def test_a_damaged_secret_key_is_named(bare: Path) -> None:
    (bare / ".jiafen").mkdir()
    (bare / ".jiafen" / "secret_key").write_text("")
    with pytest.raises(SettingsError, match=r"JIAFEN_SECRET_KEY is unset and .* is damaged"):
        settings.load()


def test_a_data_directory_that_cannot_be_written_is_named(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / "occupied").write_text("a file, not a directory")
    with pytest.raises(SettingsError, match="JIAFEN_DATA_DIR must be a directory"):
        load_with(monkeypatch, DATA_DIR=str(bare / "occupied"))
