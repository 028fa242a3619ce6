"""The mini-app's outside: the one page that Telegram opens, and the files it is made of."""

from __future__ import annotations

from aiohttp import web

from webapp import pages


async def to_home(request: web.Request) -> web.StreamResponse:
    """The address without its last slash; what Telegram put behind # is kept by the browser."""
    raise web.HTTPPermanentRedirect(f"/app/?{request.query_string}".rstrip("?"))


ROUTES = (
    web.get("/app", to_home),
    web.get("/app/", pages.shell),
    web.get("/app/history", pages.shell),
    web.get("/app/settings", pages.shell),
    web.get("/app/static/{version:[0-9a-f]{16}}/{name}", pages.static_file),
)
