"""One chat as both sides see it: its messages, its reply keyboard and whether the bot may write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playground.errors import bad_request, forbidden
from playground.people import Group, Json, Person

MOST_MESSAGES = 500


@dataclass
class Message:
    """A message; `payload` is what the Bot API calls `Message`."""

    payload: Json
    from_bot: bool
    editable: bool = True
    deliveries: int = 1
    answered_at: int = 0

    @property
    def id(self) -> int:
        """Its number, unique in the playground."""
        number: int = self.payload["message_id"]
        return number

    @property
    def content(self) -> Json:
        """The fields that `message is not modified` compares."""
        shown = ("text", "entities", "caption", "caption_entities", "photo", "document",
                 "link_preview_options", "reply_markup", "show_caption_above_media")  # fmt: skip
        return {key: self.payload[key] for key in shown if key in self.payload}


@dataclass
class Chat:
    """A private chat of one person with the bot, or a group."""

    payload: Json
    members: tuple[Person, ...]
    started: bool
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Json | None = None
    blocked: bool = False
    unread: int = 0
    action: str = ""

    @classmethod
    def of_person(cls, person: Person) -> Chat:
        """The private chat with this person."""
        return cls(person.as_chat(), (person,), person.started)

    @classmethod
    def of_group(cls, group: Group, person_of: Callable[[int], Person]) -> Chat:
        """The group chat with its members."""
        return cls(group.as_chat(), tuple(person_of(member) for member in group.members), True)

    @property
    def id(self) -> int:
        """The chat id."""
        number: int = self.payload["id"]
        return number

    @property
    def is_private(self) -> bool:
        """True for the chat of one person with the bot."""
        return bool(self.payload["type"] == "private")

    def check_writable(self) -> None:
        """Refuse as Telegram does when the person blocked the bot or never wrote to it."""
        if self.blocked:
            raise forbidden("bot was blocked by the user")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")

    def add(self, message: Message) -> None:
        """Keep a message; the oldest ones are forgotten."""
        self.messages[message.id] = message
        while len(self.messages) > MOST_MESSAGES:
            del self.messages[next(iter(self.messages))]

    def message(self, message_id: int, *, missing: str) -> Message:
        """A message that exists; `missing` is Telegram's error for one that does not."""
        message = self.messages.get(message_id)
        if message is None:
            raise bad_request(missing)
        return message

    def clear(self) -> None:
        """Forget the conversation."""
        self.messages.clear()
        self.keyboard = None
        self.blocked = False
        self.unread = 0
        self.action = ""
