"""The mini-app's outside: the one page that Telegram opens, and the files it is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aiohttp import web

from webapp.edge.problems import language_of
from webapp.miniapp.static_files import POLICY, SHELLS, STATIC, unless_known

TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FRESH_SECONDS: Final = 300


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


ROUTES = (
    web.get("/app", to_home),
    web.get("/app/", shell),
    web.get("/app/history", shell),
    web.get("/app/family", shell),
    web.get("/app/settings", shell),
    web.get("/app/rewards", shell),
    web.get("/app/rewards/{reward}", shell),
    web.get("/app/events", shell),
    web.get("/app/vouchers", shell),
    web.get("/app/vouchers/{redemption}", shell),
    web.get("/app/static/{version:[0-9a-f]{16}}/{name}", static_file),
)
