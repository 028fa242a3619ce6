"""Everything the playground remembers: people, chats, presses, the bot's profile and updates."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from playground.calls import Calls
from playground.changes import Changes
from playground.chats import Chat, Message
from playground.errors import ControlError, bad_request
from playground.faults import Faults
from playground.files import Files
from playground.flood import Flood
from playground.people import Group, Json, Person
from playground.profile import Profile
from playground.updates import Updates
from playground.webhook import Webhook

EPOCH_2026 = 1_767_225_600
MOST_PRESSES = 5_000
PRESS_LASTS = timedelta(seconds=150)


@dataclass
class Press:
    """A pressed button and what the bot answered to it."""

    id: str
    person: Person
    chat_id: int
    message_id: int
    data: str
    pressed_at: datetime
    update_id: int = 0
    answer: Json | None = None

    def as_json(self) -> Json:
        """For the control API and the page."""
        return {
            "query_id": self.id,
            "person_id": self.person.id,
            "chat_id": self.chat_id,
            "message_id": self.message_id,
            "data": self.data,
            "update_id": self.update_id,
            "answer": self.answer,
        }


class PlaygroundState:
    """The state of one playground."""

    def __init__(
        self,
        *,
        token: str,
        bot_username: str,
        bot_name: str,
        people: Sequence[Person],
        groups: Sequence[Group],
        clock: Callable[[], datetime],
    ) -> None:
        self.token = token
        self.clock = clock
        self.people = {person.id: person for person in people}
        self.profile = Profile(bot_username, {"": bot_name})
        self.chats: dict[int, Chat] = {person.id: Chat.of_person(person) for person in people}
        self.chats |= {group.id: Chat.of_group(group, self.person) for group in groups}
        self.changes = Changes()
        self.updates = Updates(self.now)
        self.webhook = Webhook(self.updates, self.now)
        self.files = Files()
        self.faults = Faults()
        self.flood = Flood()
        self.calls = Calls()
        self.presses: dict[str, Press] = {}
        # By the machine's clock, so that a restart never gives an old number to a new message.
        self._message_id = int(time.time() - EPOCH_2026) * 10
        self._chat_instance = secrets.randbelow(2**62)

    def now(self) -> datetime:
        """The programme's moment."""
        return self.clock().astimezone(UTC)

    def unix(self) -> int:
        """The programme's moment in Unix seconds."""
        return int(self.now().timestamp())

    @property
    def bot_id(self) -> int:
        """The bot's id: the token's head."""
        return int(self.token.partition(":")[0])

    def bot_user(self) -> Json:
        """The bot as a `User`."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.name(""),
            "username": self.profile.username,
        }

    def person(self, person_id: int) -> Person:
        """Somebody who lives here."""
        person = self.people.get(person_id)
        if person is None:
            raise ControlError(f"nobody here has the id {person_id}", status=404)
        return person

    def chat(self, chat_id: int | str) -> Chat:
        """The chat that the bot means."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def chat_instance(self, chat_id: int) -> str:
        """Opaque, the same for every press in a chat."""
        return str(self._chat_instance ^ (chat_id & (2**62 - 1)))

    def next_message_id(self) -> int:
        """Numbers of messages only grow."""
        self._message_id += 1
        return self._message_id

    def post_from_bot(self, chat: Chat, content: Json, keyboards: Keyboards) -> Message:
        """Send what the bot says, if the chat and Telegram's pace allow it."""
        chat.check_writable()
        self.flood.check(chat.id, asyncio.get_running_loop().time())
        inline, reply = keyboards
        payload: Json = {
            "message_id": self.next_message_id(),
            "from": self.bot_user(),
            "chat": chat.payload,
            "date": self.unix(),
            **content,
        }
        if inline:
            payload["reply_markup"] = inline
        message = Message(payload, from_bot=True, editable=reply is None)
        if reply is not None:
            chat.keyboard = None if reply.get("remove_keyboard") else reply
        chat.add(message)
        chat.unread += 1
        chat.action = ""
        self.changes.publish("message", chat_id=chat.id, message_id=message.id)
        return message

    def post_from_person(self, chat: Chat, person: Person, content: Json) -> Message:
        """Keep what a person says; the bot hears of it by an update of its own."""
        payload: Json = {
            "message_id": self.next_message_id(),
            "from": person.as_user(),
            "chat": chat.payload,
            "date": self.unix(),
            **content,
        }
        message = Message(payload, from_bot=False, editable=False)
        chat.started = True
        chat.add(message)
        self.changes.publish("message", chat_id=chat.id, message_id=message.id)
        return message

    def remember_press(self, press: Press) -> None:
        """Keep a press so that the bot can answer it."""
        self.presses[press.id] = press
        while len(self.presses) > MOST_PRESSES:
            del self.presses[next(iter(self.presses))]
        self.changes.publish("press", **press.as_json())

    def log(self, method: str, parameters: Json, status: int, outcome: str, **facts: Any) -> None:
        """Write a call down and show it."""
        call = self.calls.add(
            at=self.now(),
            method=method,
            parameters=parameters,
            status=status,
            outcome=outcome,
            **facts,
        )
        self.changes.publish("call", call=call.as_json())

    def reset(self) -> None:
        """As at the start, except that numbers go on and the bot's profile and webhook stay."""
        for chat in self.chats.values():
            chat.clear()
        for person in self.people.values():
            self.chats[person.id].started = person.started
        self.presses.clear()
        self.updates.drop_pending()
        self.calls.clear()
        self.faults.clear()
        self.flood.reset()
        self.changes.publish("reload")


Keyboards = tuple[Json | None, Json | None]
