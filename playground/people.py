"""The people of the playground, whose side of the chat a developer takes, and their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """One Telegram user.

    `about` is the line on the person's card. `started` says that this person has talked to the bot
    in an earlier life of the playground: the playground forgets at restart, the bot does not. With
    `started=False` the bot may write only after the person did, as on Telegram.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "zh-hans"
    about: str = ""
    started: bool = True

    @property
    def name(self) -> str:
        """First and last name as Telegram shows them."""
        return f"{self.first_name} {self.last_name}".strip()

    def as_user(self) -> Json:
        """The Bot API's `User`."""
        return {
            "id": self.id,
            "is_bot": False,
            **self._names(),
            "language_code": self.language_code,
        }

    def as_chat(self) -> Json:
        """The Bot API's private `Chat`."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> Json:
        names = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {key: value for key, value in names.items() if value}


@dataclass(frozen=True)
class Group:
    """A group chat that the bot is in; `id` is negative, `members` are the ids of people."""

    id: int
    title: str
    members: tuple[int, ...] = ()

    def as_chat(self) -> Json:
        """The Bot API's group `Chat`."""
        return {"id": self.id, "type": "supergroup", "title": self.title}
