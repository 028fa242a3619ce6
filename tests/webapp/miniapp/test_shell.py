"""The shell and its files: no secrets, no inline scripts, framed by Telegram, cached for good."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.webapp.conftest import Client
from webapp.miniapp.static_files import content_policy


class Elements(HTMLParser):
    """Every element with its attributes, and the text inside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.inline = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.inline += data


@pytest.mark.parametrize("path", ["/app/", "/app/history", "/app/settings"])
async def test_every_page_has_the_same_shell(client: Client, path: str) -> None:
    answer = await client.get(path)
    assert answer.status == 200
    assert await answer.text() == await (await client.get("/app/")).text()


async def test_address_without_slash_redirects(client: Client) -> None:
    answer = await client.get("/app?tgWebAppStartParam=history", allow_redirects=False)
    assert answer.status == 308
    assert answer.headers["Location"] == "/app/?tgWebAppStartParam=history"


@pytest.mark.parametrize(
    ("accepted_language", "language"),
    [("zh-CN,zh;q=0.9", "zh-Hans"), ("en-US,en", "en"), ("", "zh-Hans"), ("tlh", "zh-Hans")],
)
async def test_language_follows_the_browsers_hint(
    client: Client, accepted_language: str, language: str
) -> None:
    answer = await client.get("/app/", headers={"Accept-Language": accepted_language})
    assert f'<html lang="{language}">' in await answer.text()
    assert answer.headers["Vary"] == "Accept-Language"


async def test_nothing_is_inline_and_nothing_blocks_on_telegram(client: Client) -> None:
    page = Elements(await (await client.get("/app/")).text())
    assert page.inline == ""
    for tag, attributes in page.found:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "style"
        if tag == "script":
            assert attributes["src"].startswith("/app/static/")


async def test_policy_lets_telegram_frame_it_and_nobody_else(client: Client, host_url: str) -> None:
    answer = await client.get("/app/")
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["frame-ancestors"].split() == [
        "'self'",
        "https://web.telegram.org",
        "https://*.telegram.org",
        host_url,
    ]
    assert policy["script-src"] == "'self' https://telegram.org"
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_a_script_of_our_own_needs_no_other_host() -> None:
    assert "script-src 'self';" in content_policy("/playground/telegram-web-app.js", ())


async def test_shell_is_cached_and_checked_again(client: Client) -> None:
    first = await client.get("/app/")
    assert first.headers["Cache-Control"].startswith("public")
    again = await client.get("/app/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304


async def test_files_are_kept_for_ever_under_their_version(client: Client) -> None:
    page = await (await client.get("/app/")).text()
    addresses = set(re.findall(r'/app/static/[^"]+', page))
    assert len(addresses) >= 9
    for address in addresses:
        answer = await client.get(address)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.content_type in {"text/css", "text/javascript", "image/svg+xml"}


async def test_files_of_a_neighbours_version_are_given_once(client: Client) -> None:
    answer = await client.get("/app/static/0123456789abcdef/app.js")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["../pages.py", "..%2fpages.py", "nothing.js", "%00"])
async def test_other_files_are_not_there(client: Client, name: str) -> None:
    answer = await client.get(f"/app/static/0123456789abcdef/{name}")
    assert answer.status == 404


async def test_a_wrong_address_shows_a_page_to_a_person(client: Client) -> None:
    answer = await client.get("/app/nowhere", headers={"Accept": "text/html"})
    assert answer.status == 404
    assert answer.content_type == "text/html"
    assert "https://t.me/jiafen_bot" in await answer.text()
