"""Changing what the bot has sent: text, caption, media and buttons."""

from __future__ import annotations

import asyncio

from playground.chats import Chat, Message
from playground.errors import bad_request
from playground.formatting import read_text
from playground.markup import read_inline_markup
from playground.methods.messages import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    check_length,
    file_of,
    link_preview,
    read_body,
    read_caption,
)
from playground.methods.table import method
from playground.parameters import Parameters
from playground.people import Json
from playground.state import PlaygroundState

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
MEDIA_FIELDS = (
    "photo", "document", "caption", "caption_entities", "show_caption_above_media", "text",
    "entities", "link_preview_options", "has_media_spoiler",
)  # fmt: skip


def edit_message_text(state: PlaygroundState, parameters: Parameters) -> Json:
    """Another text; without `reply_markup` the buttons go."""
    text = read_body(parameters)
    markup = _markup(parameters)
    options = link_preview(parameters)
    chat, message = _target(state, parameters)
    if "text" not in message.payload:
        raise bad_request("there is no text in the message to edit")
    check_length(text, LONGEST_TEXT, "MESSAGE_TOO_LONG")
    replaced = ("text", "entities", "link_preview_options")
    return _change(state, (chat, message), replaced, text.fields() | options, markup)


def edit_message_caption(state: PlaygroundState, parameters: Parameters) -> Json:
    """Another caption, or none."""
    caption = read_caption(parameters)
    markup = _markup(parameters)
    chat, message = _target(state, parameters)
    if "text" in message.payload:
        raise bad_request("there is no caption in the message to edit")
    check_length(caption, LONGEST_CAPTION, "MEDIA_CAPTION_TOO_LONG")
    content = caption.fields("caption", "caption_entities")
    if parameters.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    replaced = ("caption", "caption_entities", "show_caption_above_media")
    return _change(state, (chat, message), replaced, content, markup)


def edit_message_reply_markup(state: PlaygroundState, parameters: Parameters) -> Json:
    """Other buttons, or none."""
    markup = _markup(parameters)
    chat, message = _target(state, parameters)
    return _change(state, (chat, message), (), {}, markup)


def edit_message_media(state: PlaygroundState, parameters: Parameters) -> Json:
    """Another photo or document in the place of what was there."""
    media = parameters.json("media", "InputMedia")
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    caption = read_text(
        str(media.get("caption") or ""),
        parse_mode=str(media.get("parse_mode") or ""),
        entities=media.get("caption_entities"),
    )
    kind = str(media.get("type") or "").lower()
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    markup = _markup(parameters)
    chat, message = _target(state, parameters, locked="message media can't be edited")
    check_length(caption, LONGEST_CAPTION, "MEDIA_CAPTION_TOO_LONG")
    stored = file_of(state, parameters, kind, str(media.get("media") or ""))
    content = stored.as_message_fields() | caption.fields("caption", "caption_entities")
    return _change(state, (chat, message), MEDIA_FIELDS, content, markup)


def _markup(parameters: Parameters) -> Json | None:
    return read_inline_markup(parameters.json("reply_markup", "inline keyboard"))


def _target(
    state: PlaygroundState, parameters: Parameters, *, locked: str = "message can't be edited"
) -> tuple[Chat, Message]:
    chat = state.chat(parameters.chat_id())
    chat.check_writable()
    message = chat.message(parameters.message_id(), missing="message to edit not found")
    if not (message.from_bot and message.editable):
        raise bad_request(locked)
    return chat, message


def _change(
    state: PlaygroundState,
    target: tuple[Chat, Message],
    replaced: tuple[str, ...],
    content: Json,
    markup: Json | None,
) -> Json:
    chat, message = target
    kept = {
        key: value
        for key, value in message.payload.items()
        if key not in (*replaced, "reply_markup")
    }
    if markup:
        content = {**content, "reply_markup": markup}
    changed = Message({**kept, **content}, from_bot=True)
    if _shown(changed) == _shown(message):
        raise bad_request(NOT_MODIFIED)
    state.flood.check(chat.id, asyncio.get_running_loop().time())
    changed.payload["edit_date"] = state.unix()
    message.payload = changed.payload
    state.changes.publish("message", chat_id=chat.id, message_id=message.id)
    return message.payload


def _shown(message: Message) -> Json:
    """The content with files by what they are, not by the name of an upload."""
    content = message.content
    for kind in ("photo", "document"):
        if kind in content:
            file = content[kind][0] if kind == "photo" else content[kind]
            content[kind] = file["file_unique_id"]
    return content


TARGET = "chat_id message_id reply_markup "
METHODS = {
    "editMessageText": method(
        edit_message_text, TARGET + "text parse_mode entities link_preview_options"
    ),
    "editMessageCaption": method(
        edit_message_caption,
        TARGET + "caption parse_mode caption_entities show_caption_above_media",
    ),
    "editMessageReplyMarkup": method(edit_message_reply_markup, TARGET),
    "editMessageMedia": method(edit_message_media, TARGET + "media", takes_files=True),
}
