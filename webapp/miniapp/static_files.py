"""Builds the page around all pages and the addresses of the files that it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

FILES: Final = Path(__file__).parent / "static"
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
        """Where a file is; raises KeyError for a name that is none."""
        self.files[name]
        return f"/app/static/{self.version}/{name}"


@dataclass(frozen=True)
class Shell:
    """The page around all pages, in one language; it holds nothing of any member."""

    body: bytes
    etag: str

    @classmethod
    def of(cls, page: str) -> Shell:
        """The shell with its version."""
        body = page.encode()
        return cls(body, etag_of(body))


STATIC: Final = web.AppKey("static", Static)
SHELLS: Final[web.AppKey[Mapping[str, Shell]]] = web.AppKey("shells")
POLICY: Final = web.AppKey("policy", str)


def read_static() -> Static:
    files = {path.name: path.read_bytes() for path in sorted(FILES.iterdir())}
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


def etag_of(body: bytes) -> str:
    """What tells one version of a page from another."""
    return hashlib.sha256(body).hexdigest()[:16]


def unless_known(request: web.Request, body: bytes, etag: str) -> web.Response:
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
