"""The page around all pages: the one document that Telegram opens, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp_jinja2
from aiohttp import web

from locales import LANGUAGES
from webapp import app_keys
from webapp.edge.problems import language_of
from webapp.miniapp import rendering
from webapp.miniapp.pages import PAGES, pages_script
from webapp.miniapp.static_files import (
    POLICY,
    STATIC,
    content_policy,
    etag_of,
    read_static,
    unless_known,
)

FRESH_SECONDS: Final = 300  # a deployment reaches everybody within five minutes
FIRST_SCRIPTS: Final = ("theme.js", "app.js")
"""The shell names these itself; all others are preloaded for them."""


@dataclass(frozen=True)
class Shell:
    """The page around all pages, in one language; it holds nothing of any member."""

    body: bytes
    etag: str


SHELLS: Final[web.AppKey[Mapping[str, Shell]]] = web.AppKey("shells")


def setup(app: web.Application) -> None:
    """Prepares the mini-app: its files, its templates, and a shell in each language."""
    app[STATIC] = static = read_static({"pages.js": pages_script()})
    app[POLICY] = content_policy(app[app_keys.TELEGRAM_JS_URL], app[app_keys.FRAME_ANCESTORS])
    rendering.setup(app)
    template = aiohttp_jinja2.get_env(app).get_template("shell.html")
    spoken = {language: app[app_keys.TEXTS].language(language) for language in LANGUAGES}
    modules = [name for name in static.files if name.endswith(".js") and name not in FIRST_SCRIPTS]
    shells = {}
    for language, own in spoken.items():
        page = template.render(
            language=language, own=own, spoken=spoken, pages=PAGES, modules=modules
        )
        shells[language] = Shell(page.encode(), etag_of(page.encode()))
    app[SHELLS] = shells


async def to_home(request: web.Request) -> web.StreamResponse:
    """The address without its last slash; what Telegram put behind # is kept by the browser."""
    raise web.HTTPPermanentRedirect(f"/app/?{request.query_string}".rstrip("?"))


async def shell(request: web.Request) -> web.Response:
    """The page that Telegram opens; the member's language comes with the first fragment."""
    chosen = request.app[SHELLS][language_of(request)]
    response = unless_known(request, chosen.body, chosen.etag)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Vary"] = "Accept-Language"
    response.headers["Content-Security-Policy"] = request.app[POLICY]
    return response


ROUTES = (
    web.get("/app", to_home),
    *(web.get(page.shell_address, shell) for page in PAGES),
)
