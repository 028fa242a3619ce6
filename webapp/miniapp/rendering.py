"""Makes answers of templates: the inside of a page for one member, and the page of an error."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import aiohttp_jinja2
from aiohttp import web
from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.problems import language_of
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.static_files import POLICY, STATIC, etag_of, unless_known

TEMPLATES: Final = Path(__file__).parent / "templates"


class CompiledTemplates(BytecodeCache):
    """Templates compiled in this process, so that a second application compiles none again."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` if its template is known; Jinja drops code of another source."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED: Final = CompiledTemplates()


def setup(app: web.Application) -> None:
    """Prepares the templates; STATIC is set before."""
    app[app_keys.ERROR_PAGE] = error_page
    aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=COMPILED,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    aiohttp_jinja2.get_env(app).globals.update(
        static=app[STATIC].address,
        name=app[app_keys.PROGRAM].name,
        bot=f"https://t.me/{app[app_keys.BOT_USERNAME]}",
        telegram_js_url=app[app_keys.TELEGRAM_JS_URL],
    )


def fragment(
    request: web.Request, locale: MemberLocale, template: str, **context: object
) -> web.Response:
    """A page's inside for one member; 304 if nothing has changed since they got it."""
    names = {**locale.context(), **context}
    body = aiohttp_jinja2.render_string(template, request, names).encode()
    response = unless_known(request, body, etag_of(body))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = locale.member.language
    response.headers["Jiafen-Now"] = http_io.at(request).isoformat()  # for what counts down
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
