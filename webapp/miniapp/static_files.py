"""Scripts and styles under versioned addresses, and how a browser may keep and load them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

FOLDER: Final = Path(__file__).parent / "static"
TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
TELEGRAM: Final = ("https://web.telegram.org", "https://*.telegram.org")
EMPTY_STYLE: Final = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""telegram-web-app.js adds one empty style element; this is the hash of nothing."""


@dataclass(frozen=True)
class Static:
    """The files beside the templates, under one version: the hash of them all.

    One version for all, because modules import each other by relative address.
    """

    version: str
    files: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """The address of a file; raises KeyError for an unknown name."""
        self.files[name]
        return f"/app/static/{self.version}/{name}"


STATIC: Final = web.AppKey("static", Static)
POLICY: Final = web.AppKey("policy", str)


def read_static(generated: Mapping[str, bytes]) -> Static:
    """The files of the folder, and those that are generated at the start."""
    files = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())} | dict(generated)
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return Static(digest.hexdigest()[:16], files)


async def static_file(request: web.Request) -> web.Response:
    """A file, to keep for ever under its version.

    Under another version, as a neighbour asks while a deployment runs, it must not be kept.
    """
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


def content_policy(telegram_js_url: str, frame_ancestors: tuple[str, ...]) -> str:
    """The Content-Security-Policy of the shell: what it may load, and who may frame it."""
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


def etag_of(body: bytes) -> str:
    """The version of a page."""
    return hashlib.sha256(body).hexdigest()[:16]


def unless_known(request: web.Request, body: bytes, etag: str) -> web.Response:
    """The page, or 304 if the caller has this very version."""
    known = request.if_none_match or ()
    response = (
        web.Response(status=304)
        if any(tag.value in {etag, "*"} for tag in known)
        else web.Response(body=body, content_type="text/html", charset="utf-8")
    )
    response.etag = etag
    if response.body:
        response.enable_compression()
    return response


ROUTES = (web.get("/app/static/{version:[0-9a-f]{16}}/{name}", static_file),)
