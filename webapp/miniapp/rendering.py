"""The mini-app's pages: what the templates need, and errors that a person reads in a browser."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import aiohttp_jinja2
from aiohttp import web
from jinja2 import FileSystemLoader, StrictUndefined

from core.members import Member
from locales import LANGUAGES, Language
from webapp import app_keys
from webapp.edge.problems import language_of
from webapp.miniapp.static_files import (
    POLICY,
    SHELLS,
    STATIC,
    Shell,
    content_policy,
    etag_of,
    read_static,
    unless_known,
)

TEMPLATES: Final = Path(__file__).parent / "templates"


def setup(app: web.Application) -> None:
    """Prepare the templates of the mini-app's pages."""
    app[STATIC] = static = read_static()
    app[POLICY] = content_policy(app[app_keys.TELEGRAM_JS_URL], app[app_keys.FRAME_ANCESTORS])
    app[app_keys.ERROR_PAGE] = error_page
    aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    aiohttp_jinja2.get_env(app).globals.update(
        static=static.address,
        name=app[app_keys.PROGRAM].name,
        bot=f"https://t.me/{app[app_keys.BOT_USERNAME]}",
        telegram_js_url=app[app_keys.TELEGRAM_JS_URL],
    )
    spoken = {language: app[app_keys.TEXTS].language(language) for language in LANGUAGES}
    template = aiohttp_jinja2.get_env(app).get_template("shell.html")
    app[SHELLS] = {
        language: Shell.of(template.render(language=language, own=own, spoken=spoken))
        for language, own in spoken.items()
    }


class Words:
    """Texts, dates and times as one member reads them: their language, their zone."""

    def __init__(self, request: web.Request, member: Member) -> None:
        program = request.app[app_keys.PROGRAM]
        self.member = member
        self.t: Language = request.app[app_keys.TEXTS].language(member.language)
        self.zone = ZoneInfo(member.zone) if member.zone else program.local
        self.today = self.local(request.app[app_keys.CLOCK]())

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

    def moment(self, at: datetime) -> str:
        """As `when`, but within a sentence: a language may write it smaller there."""
        named = {0: "webapp-moment-today", 1: "webapp-moment-yesterday"}
        known = named.get((self.today - self.local(at)).days)
        return self.t.plain(known, clock=self.clock(at)) if known else self.when(at)

    def context(self) -> dict[str, Any]:
        """Under the names by which the templates call them."""
        own = ("t", "member", "local", "clock", "day_of", "title", "when", "moment")
        return {name: getattr(self, name) for name in own}


def fragment(request: web.Request, words: Words, template: str, **context: object) -> web.Response:
    """A page's inside for one member; 304 if nothing has changed since they got it."""
    body = aiohttp_jinja2.render_string(template, request, {**words.context(), **context}).encode()
    response = unless_known(request, body, etag_of(body))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = words.member.language
    response.headers["Jiafen-Now"] = request.app[app_keys.CLOCK]().isoformat()  # what counts down
    return response


async def error_page(request: web.Request, problem: app_keys.ProblemDetails) -> web.StreamResponse:
    """A refusal for a person who typed or followed an address."""
    language = language_of(request)
    response = aiohttp_jinja2.render_template(
        "error.html",
        request,
        {
            "language": language,
            "t": request.app[app_keys.TEXTS].language(language),
            "problem": problem,
            "request_id": request[app_keys.REQUEST_ID],
        },
        status=problem.status,
    )
    response.headers["Content-Security-Policy"] = request.app[POLICY]
    return response
