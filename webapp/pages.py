"""The mini-app's pages: what the templates need, and errors that a person reads in a browser."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp_jinja2
from aiohttp import web
from jinja2 import FileSystemLoader, StrictUndefined

from core.members import Member
from locales import LANGUAGES, Language
from webapp import keys
from webapp.problems import language_of

HERE: Final = Path(__file__).parent
TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
TELEGRAM: Final = ("https://web.telegram.org", "https://*.telegram.org")
EMPTY_STYLE: Final = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""telegram-web-app.js adds one empty style element; this is the hash of nothing."""

FRESH_SECONDS: Final = 300


@dataclass(frozen=True)
class Static:
    """The files beside the templates, under one version: the hash of them all.

    One version for all, because modules import each other by relative address.
    """

    version: str
    files: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """Where a file is; raises KeyError for a name that is none."""
        self.files[name]
        return f"/app/static/{self.version}/{name}"


@dataclass(frozen=True)
class Shell:
    """The page around all pages, in one language; it holds nothing of any member."""

    body: bytes
    etag: str


STATIC: Final = web.AppKey("static", Static)
SHELLS: Final[web.AppKey[Mapping[str, Shell]]] = web.AppKey("shells")
POLICY: Final = web.AppKey("policy", str)


def setup(app: web.Application) -> None:
    """Prepare the templates of the mini-app's pages."""
    app[STATIC] = static = _read_static()
    app[POLICY] = content_policy(app[keys.TELEGRAM_JS_URL], app[keys.FRAME_ANCESTORS])
    app[keys.ERROR_PAGE] = error_page
    aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    aiohttp_jinja2.get_env(app).globals.update(
        static=static.address,
        name=app[keys.PROGRAM].name,
        bot=f"https://t.me/{app[keys.BOT_USERNAME]}",
        telegram_js_url=app[keys.TELEGRAM_JS_URL],
    )
    app[SHELLS] = {language: _shell(app, language) for language in LANGUAGES}


def _read_static() -> Static:
    files = {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir())}
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return Static(digest.hexdigest()[:16], files)


def content_policy(telegram_js_url: str, frame_ancestors: tuple[str, ...]) -> str:
    """What the browser may load for the shell, and who may frame it."""
    script = urlsplit(telegram_js_url)
    scripts = ["'self'", *([f"{script.scheme}://{script.netloc}"] if script.netloc else [])]
    ancestors = ["'self'", *TELEGRAM, *frame_ancestors]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            f"style-src 'self' {EMPTY_STYLE}",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {' '.join(ancestors)}",
        )
    )


def _shell(app: web.Application, language: str) -> Shell:
    spoken = {code: app[keys.TEXTS].language(code) for code in LANGUAGES}
    template = aiohttp_jinja2.get_env(app).get_template("shell.html")
    body = template.render(language=language, own=spoken[language], spoken=spoken).encode()
    return Shell(body, hashlib.sha256(body).hexdigest()[:16])


async def shell(request: web.Request) -> web.Response:
    """The page that Telegram opens; the member's language comes with the first fragment."""
    chosen = request.app[SHELLS][language_of(request)]
    response = _unless_known(request, chosen.body, chosen.etag)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Vary"] = "Accept-Language"
    response.headers["Content-Security-Policy"] = request.app[POLICY]
    return response


async def static_file(request: web.Request) -> web.Response:
    """A file for ever under its version; under another version (a deployment runs) for once."""
    static = request.app[STATIC]
    name = request.match_info["name"]
    if name not in static.files:
        raise web.HTTPNotFound
    current = request.match_info["version"] == static.version
    response = web.Response(
        body=static.files[name],
        content_type=TYPES[Path(name).suffix],
        charset="utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable" if current else "no-store"},
    )
    response.enable_compression()
    return response


def _unless_known(request: web.Request, body: bytes, etag: str) -> web.Response:
    """The page, or 304 if the caller has this very version."""
    known = request.if_none_match or ()
    response = (
        web.Response(status=304)
        if any(one.value in {etag, "*"} for one in known)
        else web.Response(body=body, content_type="text/html", charset="utf-8")
    )
    response.etag = etag
    if response.body:
        response.enable_compression()
    return response


class Words:
    """Texts, dates and times as one member reads them: their language, their zone."""

    def __init__(self, request: web.Request, member: Member) -> None:
        program = request.app[keys.PROGRAM]
        self.member = member
        self.t: Language = request.app[keys.TEXTS].language(member.language)
        self.zone = ZoneInfo(member.zone) if member.zone else program.local
        self.today = self.local(request.app[keys.CLOCK]())

    def local(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def clock(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%H:%M}"

    def day_of(self, day: date) -> str:
        """A date; this year's without the year."""
        return self.t.day(day) if day.year == self.today.year else self.t.date(day)

    def title(self, day: date) -> str:
        """A day as a heading: today, yesterday, or its date."""
        named = {0: "webapp-today", 1: "webapp-yesterday"}.get((self.today - day).days)
        return self.t.plain(named) if named else self.day_of(day)

    def when(self, at: datetime) -> str:
        return f"{self.title(self.local(at))} {self.clock(at)}"

    def context(self) -> dict[str, Any]:
        """Under the names by which the templates call them."""
        own = ("t", "member", "local", "clock", "day_of", "title", "when")
        return {name: getattr(self, name) for name in own}


def fragment(request: web.Request, words: Words, template: str, **context: object) -> web.Response:
    """A page's inside for one member; 304 if nothing has changed since they got it."""
    body = aiohttp_jinja2.render_string(template, request, {**words.context(), **context}).encode()
    response = _unless_known(request, body, hashlib.sha256(body).hexdigest()[:16])
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = words.member.language
    return response


async def error_page(request: web.Request, problem: keys.Problem) -> web.StreamResponse:
    """A refusal for a person who typed or followed an address."""
    language = language_of(request)
    response = aiohttp_jinja2.render_template(
        "error.html",
        request,
        {
            "language": language,
            "t": request.app[keys.TEXTS].language(language),
            "problem": problem,
            "request_id": request[keys.REQUEST_ID],
        },
        status=problem.status,
    )
    response.headers["Content-Security-Policy"] = request.app[POLICY]
    return response
