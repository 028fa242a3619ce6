"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any

from aiohttp import web

from playground.errors import ApiError, too_many_requests
from playground.faults import TelegramFault
from playground.methods import METHODS, NOT_IN_AN_ANSWER, call
from playground.parameters import Parameters, read_parameters
from playground.people import Json
from playground.state import PlaygroundState

BAD_GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>"
)
logger = logging.getLogger(__name__)


class BotApi:
    """The handlers of one playground's Bot API."""

    def __init__(self, state: PlaygroundState) -> None:
        self.state = state
        state.webhook.perform = self._perform_answer

    def add_routes(self, app: web.Application) -> None:
        """Hang the Bot API beneath the application's root."""
        app.router.add_route("*", "/bot{token}/{method}", self.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, as Telegram answers it."""
        if request.match_info["token"] != self.state.token:
            return _refusal(ApiError(401, "Unauthorized"))
        if request.method not in ("GET", "POST"):
            return _refusal(ApiError(405, "Method Not Allowed"))
        name = request.match_info["method"]
        try:
            parameters = await read_parameters(request)
        except ApiError as error:
            self.state.log(name, {}, error.code, error.description, milliseconds=0.0)
            return _refusal(error)
        faults = {fault.kind: fault for fault in self.state.faults.meet(name)}
        if "slow" in faults:
            await asyncio.sleep(faults["slow"].seconds)
        response = await self._refused_by_fault(name, parameters, faults)
        if response is not None:
            return response
        response = await self._answer(name, parameters)
        if "drop_reply" in faults:
            self.state.log(name, {}, 0, "the reply was dropped", milliseconds=0.0)
            if request.transport is not None:
                request.transport.abort()
        return response

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file that getFile named."""
        if request.match_info["token"] != self.state.token:
            return _refusal(ApiError(401, "Unauthorized"))
        stored = self.state.files.by_path(request.match_info["path"])
        if stored is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _answer(self, name: str, parameters: Parameters) -> web.Response:
        started = time.perf_counter()
        try:
            result = await call(self.state, name, parameters)
        except ApiError as error:
            self._log(name, parameters, started, error=error)
            return _refusal(error)
        except Exception:
            logger.exception("the playground failed in %s", name)
            broken = ApiError(500, "Internal Server Error")
            self._log(name, parameters, started, error=broken)
            return _refusal(broken)
        self._log(name, parameters, started, result=result)
        return web.json_response({"ok": True, "result": result})

    def _log(
        self,
        name: str,
        parameters: Parameters,
        started: float,
        *,
        error: ApiError | None = None,
        result: Any = None,
    ) -> None:
        if name.lower() == "getupdates" and not result and error is None:
            return  # an empty poll says nothing
        self.state.log(
            name,
            parameters.as_log(),
            error.code if error else 200,
            error.description if error else "ok",
            milliseconds=(time.perf_counter() - started) * 1_000,
            result=result,
        )

    async def _refused_by_fault(
        self, name: str, parameters: Parameters, faults: dict[str, TelegramFault]
    ) -> web.Response | None:
        if "too_many_requests" in faults:
            error = too_many_requests(faults["too_many_requests"].retry_after)
            self.state.log(name, parameters.as_log(), 429, error.description, milliseconds=0.0)
            return _refusal(error)
        if "bad_gateway" in faults:
            self.state.log(name, parameters.as_log(), 502, "Bad Gateway", milliseconds=0.0)
            if faults["bad_gateway"].html:
                return web.Response(status=502, text=BAD_GATEWAY_PAGE, content_type="text/html")
            return _refusal(ApiError(502, "Bad Gateway"))
        return None

    async def _perform_answer(self, body: bytes, content_type: str) -> None:
        """A webhook may answer with a call; its result goes nowhere."""
        values = _call_in_answer(body, content_type)
        name = str(values.pop("method", ""))
        known = name.lower() in METHODS and name.lower() not in NOT_IN_AN_ANSWER
        if known and not name.lower().startswith("get"):
            await self._answer(name, Parameters(values))


def _call_in_answer(body: bytes, content_type: str) -> Json:
    if content_type != "application/json":
        return {}
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _refusal(error: ApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else None
    return web.json_response(body, status=error.code, headers=headers)
