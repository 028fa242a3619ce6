"""The values that the templates of the chat page show: rows, chats and messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playground.chats import Chat, Message
from playground.formatting import as_html
from playground.people import Json, Person
from playground.state import PlaygroundState

HUES = 7
PREVIEW = 60


@dataclass(frozen=True)
class ChatView:
    """A chat as one person sees it; always answers with the present state."""

    state: PlaygroundState
    person: Person
    chat: Chat
    app_url: str | None

    @property
    def mode(self) -> str:
        """The footer of the chat: a start button, an unblock button or the input."""
        if self.chat.blocked:
            return "blocked"
        return "open" if self.chat.messages or not self.chat.is_private else "start"

    @property
    def title(self) -> str:
        """The title of the chat."""
        if not self.chat.is_private:
            return str(self.chat.payload["title"])
        return self.state.profile.name(self.person.language_code)

    @property
    def description(self) -> str:
        """The text of the empty chat."""
        return self.state.profile.description(self.person.language_code)

    @property
    def messages(self) -> list[Json]:
        """All messages, oldest first."""
        return [
            message_view(self.state, self.chat, message) for message in self.chat.messages.values()
        ]

    @property
    def commands(self) -> list[Json]:
        """The commands that "/" offers to this person."""
        return self.state.profile.commands_for(self.chat.id, self.person)

    @property
    def menu_button(self) -> Json:
        """The button beside the input; the mini-app of `create` where the bot set none."""
        button = self.state.profile.menu_for(self.chat.id)
        if not self.chat.is_private:
            return {"type": "commands"}
        if button["type"] == "commands" and self.app_url and not self.state.profile.menu_button:
            return {"type": "web_app", "text": "", "web_app": {"url": self.app_url}}
        return button


def list_rows(state: PlaygroundState, texts: dict[str, str]) -> list[Json]:
    """A row for each person and for each group, with its newest message and what is unread."""
    rows = []
    for chat in state.chats.values():
        first = chat.members[0] if chat.members else None
        name = first.name if chat.is_private and first else str(chat.payload.get("title", ""))
        newest = next(reversed(chat.messages.values())) if chat.messages else None
        rows.append(
            {
                "chat_id": chat.id,
                "person_id": first.id if first else 0,
                "private": chat.is_private,
                "name": name,
                "initials": initials(name),
                "hue": abs(chat.id) % HUES,
                "about": first.about if chat.is_private and first else "",
                "preview": preview(newest.payload, texts) if newest else "",
                "date": newest.payload["date"] if newest else 0,
                "unread": chat.unread,
                "blocked": chat.blocked,
            }
        )
    return rows


def message_view(state: PlaygroundState, chat: Chat, message: Message) -> Json:
    """One message, ready for its template."""
    payload = message.payload
    sender = payload["from"]
    text: str = payload.get("text") or payload.get("caption") or ""
    entities: list[Json] = payload.get("entities") or payload.get("caption_entities") or []
    return {
        "id": message.id,
        "own": not message.from_bot,
        "from_id": sender["id"],
        "sender": "" if chat.is_private else _name(sender),
        "hue": sender["id"] % HUES,
        "html": as_html(text, entities),
        "photo": payload["photo"][0] if "photo" in payload else None,
        "document": payload.get("document"),
        "other": _other(payload),
        "reply": preview(payload.get("reply_to_message", {}), {}),
        "when": datetime.fromtimestamp(payload["date"], UTC).isoformat(),
        "edited": "edit_date" in payload,
        "deliveries": message.deliveries,
        "rows": _key_rows(state, payload.get("reply_markup", {}).get("inline_keyboard", [])),
    }


def preview(payload: Json, texts: dict[str, str]) -> str:
    """One line of a message."""
    text = payload.get("text") or payload.get("caption")
    if text:
        return " ".join(str(text).split())[:PREVIEW]
    for kind in ("photo", "document"):
        if kind in payload:
            return texts.get(kind, kind)
    return texts.get("other", "") if payload else ""


def initials(name: str) -> str:
    """One or two letters for a picture."""
    words = re.findall(r"\w+", name)
    if not words:
        return "?"
    head: str = words[0][0]
    latin = head.isascii() and len(words) > 1
    return (head + words[-1][0]).upper() if latin else head.upper()


def start_payload(address: str, username: str) -> str | None:
    """The payload of a `t.me/<bot>?start=…` link to this bot; `None` for any other link."""
    parts = urlsplit(address)
    if parts.hostname not in ("t.me", "telegram.me"):
        return None
    if parts.path.strip("/").lower() != username.lower():
        return None
    return parse_qs(parts.query).get("start", [""])[0]


def _key_rows(state: PlaygroundState, rows: list[list[Json]]) -> list[list[Json]]:
    return [
        [_key(state, button, row, column) for column, button in enumerate(buttons)]
        for row, buttons in enumerate(rows)
    ]


def _key(state: PlaygroundState, button: Json, row: int, column: int) -> Json:
    key: dict[str, Any] = {"text": button["text"], "style": button.get("style", "")}
    if "callback_data" in button:
        return {**key, "kind": "press", "value": f"{row},{column}"}
    if "web_app" in button:
        return {**key, "kind": "app", "value": button["web_app"]["url"]}
    if "copy_text" in button:
        return {**key, "kind": "copy", "value": button["copy_text"]["text"]}
    if "url" in button:
        payload = start_payload(button["url"], state.profile.username)
        if payload is not None:
            return {**key, "kind": "start", "value": payload}
        return {**key, "kind": "link", "value": button["url"]}
    return {**key, "kind": "other", "value": ""}


def _name(user: Json) -> str:
    return f"{user['first_name']} {user.get('last_name', '')}".strip()


def _other(payload: Json) -> str:
    """The kind of a message that has no text, photo or document (a sticker, a voice message)."""
    known = {"message_id", "from", "chat", "date", "text", "entities", "photo", "document",
             "caption", "caption_entities", "reply_markup", "edit_date", "reply_to_message",
             "has_protected_content", "link_preview_options"}  # fmt: skip
    return next((key for key in payload if key not in known), "")
