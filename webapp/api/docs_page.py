"""The merchant API described: the OpenAPI document, and a page that a person reads."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from typing import Any, Final

import orjson
from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from locales import LANGUAGES, Language, Texts
from webapp import app_keys
from webapp.api import openapi
from webapp.api.api_call import BASE, ApiCall
from webapp.api.calls import CALLS
from webapp.edge import problems

CACHED: Final = {"Cache-Control": "public, max-age=300", "Vary": "Accept-Language"}


async def document(request: web.Request) -> web.Response:
    """The OpenAPI document in the caller's language."""
    language = problems.language_of(request)
    body = _document(request.app[app_keys.TEXTS], language, request.app[app_keys.PUBLIC_URL])
    return web.Response(
        body=body,
        content_type="application/json",
        headers={**CACHED, "Access-Control-Allow-Origin": "*"},
    )


async def page(request: web.Request) -> web.Response:
    """The same for a person; it loads nothing from anywhere."""
    chosen = request.query.get("language")
    language = chosen if chosen in LANGUAGES else problems.language_of(request)
    html, policy = _page(request.app[app_keys.TEXTS], language, request.app[app_keys.PUBLIC_URL])
    return web.Response(
        body=html,
        content_type="text/html",
        charset="utf-8",
        headers={**CACHED, "Content-Security-Policy": policy},
    )


@cache
def _document(texts: Texts, language: str, public_url: str) -> bytes:
    return orjson.dumps(openapi.document(texts.language(language), public_url=public_url))


@cache
def _page(texts: Texts, language: str, public_url: str) -> tuple[bytes, str]:
    """The page and the policy that lets exactly its style in."""
    t = texts.language(language)
    environment = Environment(
        loader=PackageLoader("webapp.api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template("docs.css").render()
    plain = openapi.document(t, public_url=public_url)
    html = environment.get_template("docs.html").render(
        t=t,
        language=language,
        other=next(other for other in LANGUAGES if other != language),
        style=style,
        document=plain,
        calls=[_shown(t, plain, call) for call in CALLS],
        shapes=[
            (name, _fields(t, shape)) for name, shape in plain["components"]["schemas"].items()
        ],
        codes=openapi.all_codes(),
        public_url=public_url,
    )
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return html.encode(), f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"


def _shown(t: Language, plain: dict[str, Any], call: ApiCall) -> dict[str, Any]:
    """The section of the page about one call."""
    operation = plain["paths"][BASE + call.path][call.method]
    shapes = plain["components"]["schemas"]
    return {
        "name": call.name,
        "method": call.method.upper(),
        "path": BASE + call.path,
        "summary": operation["summary"],
        "about": operation["description"],
        "parameters": [
            _field(
                t,
                parameter["name"],
                parameter["schema"] | {"description": parameter["description"]},
                required=parameter["required"],
            )
            for parameter in operation.get("parameters", ())
        ],
        "body": _fields(t, shapes[call.body.__name__]) if call.body else (),
        "curl": _curl(plain["servers"][0]["url"], call),
        "answers": [
            (status, operation["responses"][str(status)]["description"]) for status in call.answers
        ],
        "answer": _pretty(call.example.answer),
        "refusals": sorted(set(call.codes())),
    }


def _fields(t: Language, shape: dict[str, Any]) -> list[dict[str, Any]]:
    required = shape.get("required", ())
    return [
        _field(t, name, about, required=name in required)
        for name, about in shape["properties"].items()
    ]


def _field(t: Language, name: str, about: dict[str, Any], *, required: bool) -> dict[str, Any]:
    return {
        "name": name,
        "type": _type(t, about),
        "shape": _named(about),
        "required": required,
        "meaning": about["description"],
    }


def _type(t: Language, about: dict[str, Any]) -> str:
    """A field's type in a few words: its shape's name, its choices, or a telling example."""
    if "$ref" in about:
        return str(about["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in about:
        return " / ".join(_type(t, part) for part in about["anyOf"] if part.get("type") != "null")
    if "enum" in about or "const" in about:
        return " | ".join(map(str, about.get("enum", [about.get("const")])))
    if about.get("type") == "array":
        return t.plain("api-docs-list-of", what=_type(t, about["items"]))
    if "enum" in about.get("propertyNames", ()):
        return t.plain("api-docs-text-by-language")
    written = str(about.get("format") or about.get("type") or "JSON")
    return f"{written}, {about['examples'][0]}" if "examples" in about else written


def _named(about: dict[str, Any]) -> str:
    """The shape that a field, or each of its values, has; empty for a plain one."""
    value = about.get("items", about)
    return str(value["$ref"]).rsplit("/", 1)[-1] if "$ref" in value else ""


def _curl(public_url: str, call: ApiCall) -> str:
    lines = [
        f"curl {public_url}{BASE}{call.example.path}",
        '-H "Authorization: Bearer $JIAFEN_KEY"',
    ]
    if call.example.body is not None:
        lines.append("-H 'Content-Type: application/json'")
        lines.append(f"-d '{_pretty(call.example.body)}'")
    elif call.method == "post":
        lines.insert(1, "-X POST")
    return " \\\n  ".join(lines)


def _pretty(plain: Any) -> str:
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode()


ROUTES = (
    web.get("/api/openapi.json", document),
    web.get("/api/docs", page),
)
