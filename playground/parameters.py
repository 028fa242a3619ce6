"""Reads a request's parameters in every form that the Bot API server accepts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, hdrs, web

from playground.errors import ApiError, bad_request
from playground.files import UPLOAD_BYTES, Upload
from playground.people import Json

MOST_BYTES = UPLOAD_BYTES + 1024 * 1024
PLAIN = "identity"
OCTETS = "application/octet-stream"
SHOWN = 200
HIDDEN = "…"


@dataclass
class Parameters:
    """Named values of one call; everything may also be a string, as in a form."""

    values: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """True when it was given and is not empty."""
        return self.values.get(name) not in (None, "") or name in self.files

    def text(self, name: str) -> str:
        """A text; "" when it was not given."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def flag(self, name: str) -> bool:
        """True for true, yes and 1 in any case."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def integer(self, name: str, default: int = 0) -> int:
        """A number by its leading digits, as Telegram reads it."""
        match = re.match(r"-?\d+", self.text(name))
        return int(match[0]) if match else default

    def json(self, name: str, what: str) -> Any:
        """A JSON-serialized value, `None` when it was not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as mistake:
            raise bad_request(f"can't parse {what} JSON object") from mistake

    def chat_id(self) -> int | str:
        """The target chat; a number, or an @name that no chat here has."""
        text = self.text("chat_id").strip()
        if not text:
            raise bad_request("chat_id is empty")
        return int(text) if re.fullmatch(r"-?\d{1,18}", text) else text

    def message_id(self) -> int:
        """The message that an edit or a deletion is for."""
        if not self.has("message_id"):
            raise bad_request("message identifier is not specified")
        return self.integer("message_id")

    def user_id(self) -> int:
        """The user that a question is about."""
        number = self.integer("user_id")
        if number <= 0:
            raise bad_request("invalid user_id specified")
        return number

    def as_log(self) -> Json:
        """The parameters for the log of calls: files by name, without keys and secrets."""
        logged = {name: value for name, value in self.values.items() if name != "secret_token"}
        if "secret_token" in self.values:
            logged["secret_token"] = HIDDEN
        for name, upload in self.files.items():
            logged[name] = f"<{upload.name[:SHOWN]}, {len(upload.content)} bytes>"
        return logged


async def read_parameters(request: web.Request) -> Parameters:
    """From the query, and from a JSON, urlencoded or multipart body."""
    parameters = Parameters(dict(request.query))
    if request.method != "POST":
        return parameters
    large = request.clone(client_max_size=MOST_BYTES)
    try:
        if request.content_type == "application/json":
            parameters.values |= _json_object(await large.read())
        elif request.content_type == "application/x-www-form-urlencoded":
            for name, value in (await large.post()).items():
                parameters.values[name] = str(value)
        elif request.content_type == "multipart/form-data":
            await _read_parts(large, parameters)
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    except (ValueError, UnicodeDecodeError, AssertionError) as mistake:
        raise bad_request("can't parse the request body") from mistake
    return parameters


def _json_object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as mistake:
        raise bad_request("can't parse JSON object") from mistake
    if not isinstance(value, dict):
        raise bad_request("object expected in the request body")
    return value


async def _read_parts(request: web.Request, parameters: Parameters) -> None:
    """Read the parts by hand, because aiohttp's own form would unpack a compressed part."""
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("can't parse the request body")
        if part.headers.get(hdrs.CONTENT_ENCODING, PLAIN).strip().lower() != PLAIN:
            raise ApiError(415, "Unsupported Media Type")
        content = bytes(await part.read(decode=True))
        size += len(content)
        if size > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES)
        kind = part.headers.get(hdrs.CONTENT_TYPE, "")
        if part.filename or (kind and not kind.startswith("text/")):
            name = part.filename or part.name
            parameters.files[part.name] = Upload(name, content, kind or OCTETS)
        else:
            parameters.values[part.name] = content.decode(part.get_charset("utf-8"))
