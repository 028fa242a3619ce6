"""The acts of a person in a chat, and the update that each sends to the bot."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from playground.chats import Chat, Message
from playground.errors import ControlError
from playground.formatting import detected
from playground.people import Json, Person
from playground.state import PRESS_LASTS, PlaygroundState, Press
from playground.updates import PRESS_KEPT

ACCESSIBLE = timedelta(hours=48)
LONGEST = 4_096


def send(
    state: PlaygroundState,
    person: Person,
    *,
    text: str = "",
    chat_id: int = 0,
    content: Json | None = None,
) -> tuple[Message, int]:
    """A person says something; returns the message and the update's number.

    `content` are other fields of a Bot API `Message` (a sticker, a voice message), as a test may
    want them; `chat_id` is a group's, and by default the person's own chat with the bot.
    """
    chat = _chat_of(state, person, chat_id)
    if chat.blocked:
        raise ControlError(f"{person.name} has blocked the bot; unblock it first", status=409)
    fields = dict(content or {})
    if text.strip():
        if len(text) > LONGEST:
            raise ControlError(f"a message has at most {LONGEST} characters")
        fields |= detected(text.strip()).fields()
    if not fields:
        raise ControlError("a message needs a text or a content")
    message = state.post_from_person(chat, person, fields)
    update_id = 0
    if chat.is_private or _is_for_bot(state, message):
        update_id = state.updates.push("message", message.payload, lane=("chat", chat.id))
    return message, update_id


def edit(state: PlaygroundState, person: Person, message_id: int, text: str) -> tuple[Message, int]:
    """A person changes what they said."""
    message = next(
        (chat.messages[message_id] for chat in state.chats.values() if message_id in chat.messages),
        None,
    )
    if message is None or message.payload["from"]["id"] != person.id:
        raise ControlError(f"{person.name} has no message {message_id}", status=404)
    kept = {key: value for key, value in message.payload.items() if key != "entities"}
    message.payload = {**kept, **detected(text.strip()).fields(), "edit_date": state.unix()}
    chat_id = message.payload["chat"]["id"]
    state.changes.publish("message", chat_id=chat_id, message_id=message.id)
    return message, state.updates.push("edited_message", message.payload, lane=("chat", chat_id))


def press(
    state: PlaygroundState,
    person: Person,
    *,
    message_id: int,
    data: str | None = None,
    row: int = 0,
    column: int = 0,
    inaccessible: bool = False,
    expired: bool = False,
    query_id: str | None = None,
) -> Press:
    """A person presses a button; `data` instead of a place sends anything, as a rogue client may.

    `inaccessible` sends the message as old clients' messages come, without its content; `expired`
    lets the press arrive too late to be answered; `query_id` repeats an earlier press's id.
    """
    chat = _chat_with(state, person, message_id)
    message = chat.messages.get(message_id)
    if data is None:
        data = _button_data(message, row, column)
    pressed_at = state.now() - (PRESS_LASTS if expired else timedelta())
    pressed = Press(
        query_id or str(secrets.randbelow(2**62)), person, chat.id, message_id, data, pressed_at
    )
    is_old = message is None or state.unix() - message.payload["date"] > ACCESSIBLE.total_seconds()
    message_in_query: Any = (
        {"chat": chat.payload, "message_id": message_id, "date": 0}
        if message is None or inaccessible or is_old
        else message.payload
    )
    query = {
        "id": pressed.id,
        "from": person.as_user(),
        "message": message_in_query,
        "chat_instance": state.chat_instance(chat.id),
        "data": data,
    }
    pressed.update_id = state.updates.push(
        "callback_query", query, lane=("presses", person.id), kept=PRESS_KEPT
    )
    state.remember_press(pressed)
    return pressed


def set_blocked(state: PlaygroundState, person: Person, *, blocked: bool) -> int:
    """A person blocks or unblocks the bot; 0 when that changes nothing."""
    chat = state.chats[person.id]
    if chat.blocked == blocked:
        return 0
    chat.blocked = blocked
    member: Json = {"user": state.bot_user(), "status": "member"}
    banned: Json = {"user": state.bot_user(), "status": "kicked", "until_date": 0}
    change = {
        "chat": chat.payload,
        "from": person.as_user(),
        "date": state.unix(),
        "old_chat_member": member if blocked else banned,
        "new_chat_member": banned if blocked else member,
    }
    state.changes.publish("person", person_id=person.id)
    return state.updates.push("my_chat_member", change, lane=("member", chat.id))


def send_web_app_data(
    state: PlaygroundState, person: Person, *, button_text: str, data: str
) -> int:
    """Send the data of a mini-app that a reply keyboard opened (`sendData`)."""
    if not 1 <= len(data.encode()) <= LONGEST:
        raise ControlError(f"data has 1 to {LONGEST} bytes")
    _, update_id = send(
        state,
        person,
        content={"web_app_data": {"data": data, "button_text": button_text}},
    )
    return update_id


def deliver_again(state: PlaygroundState, update_id: int | None) -> Json:
    """The same update once more under its old number; its message shows how often it came."""
    update = state.updates.again(update_id)
    payload = update.body.get("message") or update.body.get("edited_message")
    if payload:
        chat = state.chats[payload["chat"]["id"]]
        message = chat.messages.get(payload["message_id"])
        if message is not None:
            message.deliveries += 1
    chat_id, message_id = _place(update.body)
    state.changes.publish("message", chat_id=chat_id, message_id=message_id)
    return update.body


def _place(body: Json) -> tuple[int, int]:
    content = next(value for key, value in body.items() if key != "update_id")
    message = content.get("message", content)
    return message["chat"]["id"], message.get("message_id", 0)


def _chat_of(state: PlaygroundState, person: Person, chat_id: int) -> Chat:
    chat = state.chats.get(chat_id or person.id)
    if chat is None or person not in chat.members:
        raise ControlError(f"{person.name} is not in the chat {chat_id}", status=404)
    return chat


def _chat_with(state: PlaygroundState, person: Person, message_id: int) -> Chat:
    for chat in state.chats.values():
        if message_id in chat.messages and person in chat.members:
            return chat
    return state.chats[person.id]


def _button_data(message: Message | None, row: int, column: int) -> str:
    if message is None:
        raise ControlError(
            "no such message; name `data` to press a button that is gone", status=404
        )
    rows = message.payload.get("reply_markup", {}).get("inline_keyboard", [])
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ControlError(f"message {message.id} has no button at {row}, {column}", status=404)
    button = rows[row][column]
    if "callback_data" not in button:
        raise ControlError(f"the button {button['text']!r} sends nothing to the bot")
    return str(button["callback_data"])


def _is_for_bot(state: PlaygroundState, message: Message) -> bool:
    """Group privacy: commands (its own or nobody's in particular) and replies to the bot."""
    payload = message.payload
    if payload.get("reply_to_message", {}).get("from", {}).get("id") == state.bot_id:
        return True
    text = payload.get("text", "")
    handle = f"@{state.profile.username}".lower()
    if not text.startswith("/"):
        return False
    command = text.split()[0].lower()
    return "@" not in command or command.endswith(handle)
