"""Every address that the web face answers, one module a noun, all listed here."""

from collections.abc import Sequence

from aiohttp import web

ROUTES: Sequence[web.AbstractRouteDef] = ()
