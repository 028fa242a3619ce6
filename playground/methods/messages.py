"""Sending text, photos, documents and the sign of typing; deleting."""

from __future__ import annotations

from typing import Any

from playground.chats import Chat
from playground.errors import bad_request
from playground.files import StoredFile
from playground.formatting import FormattedText, read_text
from playground.formatting.entities import is_blank
from playground.markup import read_markup
from playground.methods.table import method
from playground.parameters import Parameters
from playground.people import Json
from playground.state import PlaygroundState

LONGEST_TEXT = 4_096
LONGEST_CAPTION = 1_024
DELETABLE_SECONDS = 48 * 3_600
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
}  # fmt: skip


def send_message(state: PlaygroundState, parameters: Parameters) -> Json:
    """A text to a chat."""
    text = read_body(parameters)
    keyboards = read_markup(parameters.json("reply_markup", "reply keyboard markup"))
    options = link_preview(parameters)
    chat = state.chat(parameters.chat_id())
    content = _extras(parameters, chat)
    check_length(text, LONGEST_TEXT, "message is too long")
    content |= text.fields() | options
    return state.post_from_bot(chat, content, keyboards).payload


def send_photo(state: PlaygroundState, parameters: Parameters) -> Json:
    """A picture, uploaded or sent before."""
    return _send_file(state, parameters, "photo")


def send_document(state: PlaygroundState, parameters: Parameters) -> Json:
    """A file, uploaded or sent before."""
    return _send_file(state, parameters, "document")


def send_chat_action(state: PlaygroundState, parameters: Parameters) -> bool:
    """Show that the bot is busy; it ends with the next message or after five seconds."""
    action = parameters.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = state.chat(parameters.chat_id())
    chat.check_writable()
    chat.action = action
    state.changes.publish("action", chat_id=chat.id, action=action)
    return True


def delete_message(state: PlaygroundState, parameters: Parameters) -> bool:
    """Remove a message that is younger than 48 hours."""
    chat = state.chat(parameters.chat_id())
    message = chat.message(parameters.message_id(), missing="message to delete not found")
    too_old = state.unix() - message.payload["date"] >= DELETABLE_SECONDS
    if too_old or not (chat.is_private or message.from_bot):
        raise bad_request("message can't be deleted")
    del chat.messages[message.id]
    state.changes.publish("deleted", chat_id=chat.id, message_id=message.id)
    return True


def read_body(parameters: Parameters) -> FormattedText:
    """`text` with its markup, before its length is judged."""
    if not parameters.has("text"):
        raise bad_request("message text is empty")
    return read_text(
        parameters.text("text"),
        parse_mode=parameters.text("parse_mode"),
        entities=parameters.json("entities", "entities"),
    )


def read_caption(parameters: Parameters) -> FormattedText:
    """`caption` with its markup; it may be empty."""
    return read_text(
        parameters.text("caption"),
        parse_mode=parameters.text("parse_mode"),
        entities=parameters.json("caption_entities", "caption_entities"),
    )


def check_length(text: FormattedText, longest: int, too_long: str) -> None:
    """Refuse what shows nothing or is longer than Telegram takes, in code points."""
    if longest == LONGEST_TEXT and is_blank(text.text):
        raise bad_request("text must be non-empty")
    if len(text.text) > longest:
        raise bad_request(too_long)


def link_preview(parameters: Parameters) -> Json:
    """The field `link_preview_options`, when it says more than the default."""
    options: Any = parameters.json("link_preview_options", "link preview options")
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise bad_request("can't parse link preview options JSON object")
    return {"link_preview_options": options} if any(options.values()) else {}


def file_of(state: PlaygroundState, parameters: Parameters, kind: str, value: str) -> StoredFile:
    """The file that a parameter names: an upload, `attach://…`, or an earlier file's id."""
    name = value.removeprefix("attach://") if value.startswith("attach://") else kind
    if name in parameters.files:
        return state.files.keep(kind, parameters.files[name])
    if not value or value.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return state.files.known(value, kind)


def _send_file(state: PlaygroundState, parameters: Parameters, kind: str) -> Json:
    caption = read_caption(parameters)
    keyboards = read_markup(parameters.json("reply_markup", "reply keyboard markup"))
    chat = state.chat(parameters.chat_id())
    chat.check_writable()
    content = _extras(parameters, chat)
    stored = file_of(state, parameters, kind, parameters.text(kind))
    check_length(caption, LONGEST_CAPTION, "message caption is too long")
    content |= stored.as_message_fields() | caption.fields("caption", "caption_entities")
    if parameters.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if parameters.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return state.post_from_bot(chat, content, keyboards).payload


def _extras(parameters: Parameters, chat: Chat) -> Json:
    content: Json = {}
    if parameters.flag("protect_content"):
        content["has_protected_content"] = True
    reply = parameters.json("reply_parameters", "reply parameters") or {}
    if not isinstance(reply, dict):
        raise bad_request("can't parse reply parameters JSON object")
    answered = reply.get("message_id") or parameters.integer("reply_to_message_id")
    if answered:
        message = chat.messages.get(int(answered))
        lenient = reply.get("allow_sending_without_reply")
        if message is None and not (lenient or parameters.flag("allow_sending_without_reply")):
            raise bad_request("message to be replied not found")
        if message is not None:
            original = {k: v for k, v in message.payload.items() if k != "reply_to_message"}
            content["reply_to_message"] = original
    return content


COMMON = (
    "chat_id parse_mode disable_notification protect_content reply_parameters reply_markup "
    "reply_to_message_id allow_sending_without_reply "
)
MEDIA = COMMON + "caption caption_entities "
METHODS = {
    "sendMessage": method(send_message, COMMON + "text entities link_preview_options"),
    "sendPhoto": method(
        send_photo, MEDIA + "photo show_caption_above_media has_spoiler", takes_files=True
    ),
    "sendDocument": method(
        send_document, MEDIA + "document disable_content_type_detection", takes_files=True
    ),
    "sendChatAction": method(send_chat_action, "chat_id action"),
    "deleteMessage": method(delete_message, "chat_id message_id"),
}
