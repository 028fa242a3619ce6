"""No token, key or initData reaches the log, whoever writes it and however it is written."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator

import aiohttp
import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer

from runtime import logs

TOKEN = "123456789:AAExampleExampleExampleExampleExam-"
API_KEY = "jf_live_9f8e7d6c5b4a39281706"
HASH = "c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2"
INIT_DATA = (
    "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Li%22"
    f"%7D&auth_date=1662771648&hash={HASH}"
)
SECRETS = [TOKEN, API_KEY, HASH, "1662771648", "AAHdF6IQ", "279058397", "hush-hush-hush"]


@pytest.fixture(params=["console", "json"])
def log_format(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """The log as it is set up for a process; the tests' own is put back."""
    root = logging.getLogger()
    before = (root.handlers, root.level, sys.excepthook, structlog.get_config())
    logs.configure(request.param, secrets=["hush-hush-hush"])
    yield request.param
    root.handlers, root.level, sys.excepthook = before[:3]
    structlog.configure(**before[3])
    logging.captureWarnings(capture=False)


def written(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == "", "the log goes to stderr: stdout is for answers"
    return captured.err


def assert_hidden(text: str) -> None:
    assert text
    for secret in SECRETS:
        assert secret not in text
    assert logs.HIDDEN in text


@pytest.mark.parametrize(
    "line",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/getUpdates",
        f"https://host/bot{TOKEN.replace(':', '%3A')}/x",
        f"key {API_KEY} was used",
        f"Authorization: Bearer {API_KEY}",
        "Authorization: Bearer hush-hush-hush",
        "{'Authorization': 'Bearer abcdefgh12345678'}",
        '{"authorization": "abcdefgh12345678"}',
        f"tma {INIT_DATA}",
        f"GET /app?{INIT_DATA} HTTP/1.1",
        f"#tgWebAppData={INIT_DATA.replace('=', '%3D').replace('&', '%26')}",
        f'{{"hash": "{HASH}"}}',
        "GET /console/login?token=hush-hush-hush&next=/ HTTP/1.1",
        "postgresql://jiafen:hush-hush-hush@db:5432/jiafen",
    ],
)
def test_secrets_are_hidden_wherever_they_appear(line: str) -> None:
    hidden = logs.hide(line, ["hush-hush-hush"])
    assert_hidden(hidden)
    assert "abcdefgh12345678" not in hidden


@pytest.mark.parametrize(
    "line",
    [
        "Purchase 2025-01-10T12:00:00Z took 3.2 ms",
        "GET /app/home HTTP/1.1 200",
        "postgresql://db:5432/jiafen",
        "member JF-7K2M-9QFT-4 earned 300 points",
        "update 123456789: handled",
    ],
)
def test_ordinary_lines_are_left_alone(line: str) -> None:
    assert logs.hide(line) == line


@pytest.mark.parametrize("pattern", ["1", "hash", "a=", "jf_", "authorization ", "://", "?token=&"])
def test_a_hostile_line_is_not_slow(pattern: str) -> None:
    line = pattern * (200_000 // len(pattern))
    began = time.perf_counter()
    logs.hide(line)
    assert time.perf_counter() - began < 2


def test_our_events_hide_arguments_and_names(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log = structlog.stdlib.get_logger("ours")
    log.info("Called", url=f"/bot{TOKEN}/x", headers={"Authorization": f"Bearer {API_KEY}"})
    log.info("Set", bot_token="short", nested=[INIT_DATA])
    text = written(capsys)
    assert_hidden(text)
    assert "short" not in text
    assert "Called" in text


def test_secrets_in_library_logs_are_hidden(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("aiogram").warning("Failed %s with %r", f"/bot{TOKEN}/x", {"k": API_KEY})
    assert_hidden(written(capsys))


def test_a_line_that_cannot_be_written_leaks_nothing(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = logging.LogRecord("careless", logging.INFO, "", 0, "%d updates", (TOKEN,), None)
    logging.getLogger().handlers[0].handle(record)
    text = written(capsys)
    assert "careless" in text
    assert TOKEN not in text


def test_tracebacks_are_hidden_and_show_no_values(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_local = "the value of a local variable"
    try:
        raise RuntimeError(f"{a_local and ''}cannot open /bot{TOKEN}/getMe")
    except RuntimeError:
        structlog.stdlib.get_logger("ours").exception("Failed")
        logging.getLogger("theirs").exception("Failed as well")
    text = written(capsys)
    assert_hidden(text)
    assert "RuntimeError" in text
    assert "the value of a local" not in text.replace('a_local = "the value', "")


def test_an_uncaught_error_is_logged_without_secrets(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error = ValueError(f"bad token {TOKEN}")
    sys.excepthook(ValueError, error, None)
    assert_hidden(written(capsys))


async def test_the_access_log_is_hidden(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_get("/app", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        headers = {"User-Agent": f"curl {TOKEN}", "Referer": f"https://x/?{INIT_DATA}"}
        async with session.get(server.make_url(f"/app?{INIT_DATA}"), headers=headers) as response:
            assert response.status == 200
    assert_hidden(written(capsys))


def test_json_lines_stay_json(capsys: pytest.CaptureFixture[str], log_format: str) -> None:
    structlog.stdlib.get_logger("ours").info("Called", url=f"/bot{TOKEN}/x", quoted='{"hash": "a"}')
    if log_format == "json":
        line = json.loads(written(capsys))
        assert line["event"] == "Called"
        assert line["level"] == "info"
        assert line["logger"] == "ours"
        assert line["timestamp"].endswith("Z")
