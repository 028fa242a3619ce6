"""Checks keyboards as Telegram checks them, and keeps of each button what Telegram keeps."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from playground.errors import bad_request
from playground.people import Json

ACTIONS = (
    "url", "callback_data", "callback_game", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "web_app", "copy_text",
)  # fmt: skip
NOT_PLAYED = ("login_url", "pay", "callback_game", "disabled")
STYLES = ("primary", "success", "danger")
MOST_BUTTONS = 100
DATA_BYTES = 64
COPY_LETTERS = 256


def read_markup(value: Any) -> tuple[Json | None, Json | None]:
    """The inline keyboard (kept in the message) and the reply keyboard (kept by the client)."""
    if value in (None, ""):
        return None, None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return _inline(value["inline_keyboard"]), None
    if "keyboard" in value:
        return None, _reply(value)
    if value.get("remove_keyboard"):
        return None, {"remove_keyboard": True}
    if value.get("force_reply"):
        return None, {"force_reply": True}
    if not value:
        return None, None
    raise bad_request("can't parse reply keyboard markup JSON object")


def read_inline_markup(value: Any) -> Json | None:
    """The inline keyboard of an edit, which takes no other kind."""
    if value in (None, "", {}):
        return None
    if not isinstance(value, dict) or "inline_keyboard" not in value:
        raise bad_request("inline keyboard expected")
    return _inline(value["inline_keyboard"])


def is_loopback(address: str) -> bool:
    """True for an address on this very machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_web_app_url(address: Any, what: str) -> str:
    """A mini-app lives on https; plain http only on this machine, as in Telegram's test state."""
    if not isinstance(address, str) or not _is_http(address):
        raise bad_request(f"{what} Web App URL '{address}' is invalid: Wrong HTTP URL")
    if address.startswith("http://") and not is_loopback(address):
        raise bad_request(
            f"{what} Web App URL '{address}' is invalid: Only HTTPS links are allowed"
        )
    return address


def _is_http(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _inline(rows: Any) -> Json | None:
    if not isinstance(rows, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    kept = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request("can't parse inline keyboard: expected an Array of Arrays")
        if row:
            kept.append([_inline_button(button) for button in row])
    if sum(len(row) for row in kept) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse InlineKeyboardButton: expected an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse InlineKeyboardButton: Can't find field \"text\"")
    for field in NOT_PLAYED:
        if button.get(field):
            raise bad_request(f"the playground does not play the button field {field}")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kept = _looks(button)
    for action in ACTIONS:
        if button.get(action) not in (None, "") or (
            action.startswith("switch_inline_query") and button.get(action) == ""
        ):
            kept[action] = _checked_action(action, button[action])
            return kept
    raise bad_request("Text buttons are not allowed in the inline keyboard")


def _looks(button: Json) -> Json:
    kept: Json = {"text": button["text"]}
    if button.get("style"):
        if button["style"] not in STYLES:
            raise bad_request("unsupported button style specified")
        kept["style"] = button["style"]
    if button.get("icon_custom_emoji_id"):
        kept["icon_custom_emoji_id"] = str(button["icon_custom_emoji_id"])
    return kept


def _checked_action(action: str, value: Any) -> Any:
    if action == "callback_data" and len(str(value).encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not (_is_http(str(value)) or str(value).startswith("tg://")):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "web_app":
        address = value.get("url") if isinstance(value, dict) else None
        return {"url": check_web_app_url(address, "inline keyboard button")}
    if action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= COPY_LETTERS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"text": text}
    return value


def _reply(value: Json) -> Json:
    rows = value["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "keyboard" must be of type Array')
    kept = [[_reply_button(button) for button in row] for row in rows if row]
    if not kept:
        raise bad_request("reply keyboard must be non-empty")
    flags = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")
    for flag in flags:
        if not isinstance(value.get(flag, False), bool):
            raise bad_request(f'Field "{flag}" must be of type Boolean')
    keyboard: Json = {"keyboard": kept, **{flag: True for flag in flags if value.get(flag)}}
    placeholder = value.get("input_field_placeholder")
    if placeholder:
        if not isinstance(placeholder, str) or len(placeholder) > DATA_BYTES:
            raise bad_request("input field placeholder is too long")
        keyboard["input_field_placeholder"] = placeholder
    return keyboard


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise bad_request("can't parse KeyboardButton: text must be non-empty")
    kept = _looks(button)
    if button.get("web_app"):
        kept["web_app"] = {
            "url": check_web_app_url(button["web_app"].get("url"), "keyboard button")
        }
    for field in ("request_contact", "request_location"):
        if button.get(field):
            kept[field] = True
    for field in ("request_users", "request_chat", "request_poll", "request_managed_bot"):
        if button.get(field):
            raise bad_request(f"the playground does not play the button field {field}")
    return kept
