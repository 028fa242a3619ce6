"""Reads a request's parameters in every form that the Bot API server accepts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from playground.errors import ApiError, bad_request
from playground.files import UPLOAD_BYTES, Upload
from playground.people import Json

MOST_BYTES = UPLOAD_BYTES + 1024 * 1024
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
        elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            await _read_form(large, parameters)
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


async def _read_form(request: web.Request, parameters: Parameters) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                content = file.read()
            parameters.files[name] = Upload(value.filename, content, value.content_type or "")
        elif isinstance(value, str):
            parameters.values[name] = value
        else:
            parameters.files[name] = Upload(name, bytes(value))
