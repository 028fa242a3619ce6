"""A small client of the control API: how tests talk to the bot as people do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import ClientSession, ClientTimeout

Json = dict[str, Any]
Answer = TypeVar("Answer")
PATIENCE = 10.0


class Refused(Exception):
    """The control API refused, with its reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status


class PlaygroundClient:
    """Drives a playground; `base_url` is where it is mounted, such as `http://…/playground`.

    Nothing here sleeps: `wait_for` and all that builds on it ask again at every change.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = ClientSession(timeout=ClientTimeout(total=60))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(
        self, person: int, text: str = "", *, chat_id: int = 0, content: Json | None = None
    ) -> Json:
        """Say something; the message as the bot will see it."""
        order = {"text": text, "chat_id": chat_id, "content": content}
        answer = await self._post(f"people/{person}/send", order)
        message: Json = answer["message"]
        return message

    async def ask(self, person: int, text: str, *, seconds: float = PATIENCE) -> Json:
        """Say something and wait for the bot's next message."""
        sent = await self.send(person, text)
        return await self.next_message(person, after=sent["message_id"], seconds=seconds)

    async def edit(self, person: int, message_id: int, text: str) -> Json:
        """Edit a message that the person sent."""
        order = {"message_id": message_id, "text": text}
        answer: Json = await self._post(f"people/{person}/edit", order)
        return answer

    async def press(
        self,
        person: int,
        message_id: int,
        *,
        row: int = 0,
        column: int = 0,
        label: str | None = None,
        **order: Any,
    ) -> Json:
        """Press the button at a place or with a label; or `data=`, `expired=`, `inaccessible=`."""
        if label is not None:
            row, column = await self._place_of(person, message_id, label)
        return await self._post(
            f"people/{person}/press",
            {"message_id": message_id, "row": row, "column": column, **order},
        )

    async def answer_to(self, press: Json, *, seconds: float = PATIENCE) -> Json:
        """Wait until the bot answers a press: `{text, show_alert, url}`."""

        async def answer() -> Json | None:
            reply: Json | None = (await self._get(f"presses/{press['query_id']}"))["answer"]
            return reply

        return await self.wait_for(answer, seconds=seconds)

    async def block(self, person: int, *, blocked: bool = True) -> None:
        """Block or unblock the bot."""
        await self._post(f"people/{person}/block", {"blocked": blocked})

    async def people(self) -> list[Json]:
        """Everybody, with their commands, menu button and unread messages."""
        everybody: list[Json] = await self._get("people")
        return everybody

    async def state(self) -> Json:
        """The moment, pending updates, successful calls by method, faults and the webhook."""
        playground_state: Json = await self._get("state")
        return playground_state

    async def messages(self, chat_id: int, *, after: int = 0) -> list[Json]:
        """The messages of a chat with a number above `after`."""
        listed: list[Json] = await self._get(f"chats/{chat_id}/messages?after={after}")
        return listed

    async def message(self, chat_id: int, message_id: int) -> Json | None:
        """One message as it is now, `None` when it was deleted."""
        messages = await self.messages(chat_id, after=message_id - 1)
        return next((message for message in messages if message["message_id"] == message_id), None)

    async def next_message(
        self,
        chat_id: int,
        *,
        after: int = 0,
        where: Callable[[Json], bool] = bool,
        seconds: float = PATIENCE,
    ) -> Json:
        """Wait for a message of the bot after `after` for which `where` holds."""

        async def matching_message() -> Json | None:
            candidates = await self.messages(chat_id, after=after)
            return next(
                (message for message in candidates if message["from_bot"] and where(message)), None
            )

        return await self.wait_for(matching_message, seconds=seconds)

    async def edited(
        self,
        chat_id: int,
        message_id: int,
        *,
        where: Callable[[Json], bool] = lambda message: "edit_date" in message,
        seconds: float = PATIENCE,
    ) -> Json:
        """Wait until a message is such that `where` holds; by default until it is edited."""

        async def edited_message() -> Json | None:
            message = await self.message(chat_id, message_id)
            return message if message is not None and where(message) else None

        return await self.wait_for(edited_message, seconds=seconds)

    async def calls(self, method: str = "", *, after: int = 0) -> list[Json]:
        """The bot's calls of Telegram, and their outcomes."""
        bot_calls: list[Json] = await self._get(f"calls?method={method}&after={after}")
        return bot_calls

    async def fault(self, kind: str, **order: Any) -> Json:
        """Switch a fault on, as `faults.TelegramFault` describes it."""
        return await self._post("faults", {"kind": kind, **order})

    async def clear_faults(self) -> None:
        """Remove every fault."""
        await self._request("DELETE", "faults")

    async def flood(self, **pace: Any) -> Json:
        """Change Telegram's pace, as `flood.FloodPace` describes it; `enabled=False` for none."""
        return await self._post("flood", pace)

    async def redeliver(self, update_id: int | None = None) -> Json:
        """Deliver an update once more; the last one by default."""
        return await self._post("redeliver", {"update_id": update_id})

    async def push(self, kind: str, content: Any) -> int:
        """Put anything in the bot's queue."""
        pushed: int = (await self._post("updates", {"kind": kind, "content": content}))["update_id"]
        return pushed

    async def advance(self, **step: float) -> str:
        """Move the clock by `days`, `hours` or `minutes`; the new moment."""
        now: str = (await self._post("advance", step))["now"]
        return now

    async def init_data(self, person: int, **query: Any) -> str:
        """Signed initData; `auth_date` and `start_param` as wanted."""
        data: str = (await self.opening(person, **query))["init_data"]
        return data

    async def opening(self, person: int, **query: Any) -> Json:
        """Signed initData and the whole address that opens the mini-app (`url`, `theme`, …)."""
        init_data: Json = await self._request("GET", f"people/{person}/init-data", params=query)
        return init_data

    async def reset(self) -> None:
        """All over again."""
        await self._post("reset", {})

    async def wait_for(
        self, question: Callable[[], Awaitable[Answer | None]], *, seconds: float = PATIENCE
    ) -> Answer:
        """Ask again at every change until the answer is true; `TimeoutError` after `seconds`."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + seconds
        while True:
            version = (await self._get("changes"))["version"]
            answer = await question()
            if answer:
                return answer
            left = ends - loop.time()
            if left <= 0:
                raise TimeoutError(f"nothing came within {seconds} s")
            await self._get(f"changes?after={version}&seconds={min(left, 1.0):.3f}")

    async def _place_of(self, chat_id: int, message_id: int, label: str) -> tuple[int, int]:
        message = await self.message(chat_id, message_id) or {}
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for row, buttons in enumerate(rows):
            for column, button in enumerate(buttons):
                if label in button["text"]:
                    return row, column
        raise LookupError(f"message {message_id} has no button {label!r}: {rows}")

    async def _get(self, path: str) -> Any:
        return await self._request("GET", path)

    async def _post(self, path: str, order: Json) -> Json:
        answer: Json = await self._request("POST", path, json=order)
        return answer

    async def _request(self, method: str, path: str, **options: Any) -> Any:
        assert self._session is not None, "use `async with PlaygroundClient(…)`"
        url = f"{self.base_url}/control/{path}"
        async with self._session.request(method, url, **options) as response:
            answer = await response.json()
            if not response.ok:
                raise Refused(response.status, answer["error"])
            return answer
