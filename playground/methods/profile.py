"""The bot's name, descriptions, commands and menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from playground.errors import bad_request
from playground.markup import check_web_app_url
from playground.methods.table import Method, method
from playground.parameters import Parameters
from playground.people import Json
from playground.profile import DEFAULT, Scope
from playground.state import PlaygroundState

MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
SIMPLE_SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
)  # fmt: skip
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


def set_my_commands(state: PlaygroundState, parameters: Parameters) -> bool:
    """One list for each scope and language."""
    commands = parameters.json("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("there are too many bot commands")
    place = _scope(state, parameters), _language(parameters)
    state.profile.commands[place] = [_command(command) for command in commands]
    state.changes.publish("profile")
    return True


def get_my_commands(state: PlaygroundState, parameters: Parameters) -> list[Json]:
    """The list of exactly this scope and language."""
    place = _scope(state, parameters), _language(parameters)
    return state.profile.commands.get(place, [])


def delete_my_commands(state: PlaygroundState, parameters: Parameters) -> bool:
    """Take away the list of exactly this scope and language."""
    place = _scope(state, parameters), _language(parameters)
    state.profile.commands.pop(place, None)
    state.changes.publish("profile")
    return True


def set_chat_menu_button(state: PlaygroundState, parameters: Parameters) -> bool:
    """The button beside the input: commands, a mini-app or the default."""
    button = parameters.json("menu_button", "menu button")
    kept = _menu_button(button)
    if not parameters.has("chat_id"):
        state.profile.menu_button = kept
    else:
        chat = state.chat(parameters.chat_id())
        if not chat.is_private:
            raise bad_request("chat not found")
        if kept is None:
            state.profile.menu_buttons.pop(chat.id, None)
        else:
            state.profile.menu_buttons[chat.id] = kept
    state.changes.publish("profile")
    return True


def get_chat_menu_button(state: PlaygroundState, parameters: Parameters) -> Json:
    """The menu button of one chat; without `chat_id` the one for all chats."""
    if not parameters.has("chat_id"):
        return state.profile.menu_button or {"type": "commands"}
    chat = state.chat(parameters.chat_id())
    return state.profile.menu_buttons.get(chat.id, {"type": "default"})


def _set_text(
    texts: Callable[[PlaygroundState], dict[str, str]],
    name: str,
    longest: int,
    state: PlaygroundState,
    parameters: Parameters,
) -> bool:
    language = _language(parameters)
    text = parameters.text(name).strip()
    if len(text) > longest:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    kept = texts(state)
    if text:
        kept[language] = text
    elif not (name == "name" and language == ""):
        kept.pop(language, None)
    state.changes.publish("profile")
    return True


def _get_text(
    texts: Callable[[PlaygroundState], dict[str, str]],
    name: str,
    state: PlaygroundState,
    parameters: Parameters,
) -> Json:
    kept = texts(state)
    language = _language(parameters)
    return {name: kept.get(language) or kept.get("", "")}


def _language(parameters: Parameters) -> str:
    code = parameters.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(state: PlaygroundState, parameters: Parameters) -> Scope:
    scope = parameters.json("scope", "BotCommandScope")
    if scope in (None, ""):
        return DEFAULT
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = scope.get("type")
    if kind in SIMPLE_SCOPES:
        return (str(kind), 0, 0)
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if not scope.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: chat_id is empty")
    chat = state.chat(Parameters({"chat_id": scope["chat_id"]}).chat_id())
    if chat.is_private and kind != "chat":
        raise bad_request(f"can't use {kind} scope in a private chat")
    user_id = scope.get("user_id", 0) if kind == "chat_member" else 0
    if kind == "chat_member" and (not isinstance(user_id, int) or user_id <= 0):
        raise bad_request("can't parse BotCommandScope: invalid user_id specified")
    return (str(kind), chat.id, user_id)


def _command(value: Any) -> Json:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(value.get("command") or "").strip().removeprefix("/")
    description = str(value.get("description") or "").strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > LONGEST_COMMAND:
        raise bad_request(f"command length must not exceed {LONGEST_COMMAND}")
    if not re.fullmatch(r"[a-z0-9_]+", command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {LONGEST_DESCRIPTION}")
    return {"command": command, "description": description}


def _menu_button(button: Any) -> Json | None:
    if button in (None, "", {}):
        return None
    if not isinstance(button, dict):
        raise bad_request("can't parse menu button JSON object")
    match button.get("type"):
        case "default":
            return None
        case "commands":
            return {"type": "commands"}
        case "web_app":
            text = str(button.get("text") or "").strip()
            if not text:
                raise bad_request("menu button text must be non-empty")
            app = button.get("web_app")
            address = app.get("url") if isinstance(app, dict) else None
            url = check_web_app_url(address, "menu button")
            return {"type": "web_app", "text": text, "web_app": {"url": url}}
        case _:
            raise bad_request("can't parse menu button: Unsupported menu button type")


def _names(state: PlaygroundState) -> dict[str, str]:
    return state.profile.names


def _descriptions(state: PlaygroundState) -> dict[str, str]:
    return state.profile.descriptions


def _short_descriptions(state: PlaygroundState) -> dict[str, str]:
    return state.profile.short_descriptions


def _text_methods(
    title: str, name: str, texts: Callable[[PlaygroundState], dict[str, str]], longest: int
) -> dict[str, Method]:
    return {
        f"setMy{title}": method(partial(_set_text, texts, name, longest), f"{name} language_code"),
        f"getMy{title}": method(partial(_get_text, texts, name), "language_code"),
    }


METHODS = {
    "setMyCommands": method(set_my_commands, "commands scope language_code"),
    "getMyCommands": method(get_my_commands, "scope language_code"),
    "deleteMyCommands": method(delete_my_commands, "scope language_code"),
    **_text_methods("Name", "name", _names, 64),
    **_text_methods("Description", "description", _descriptions, 512),
    **_text_methods("ShortDescription", "short_description", _short_descriptions, 120),
    "setChatMenuButton": method(set_chat_menu_button, "chat_id menu_button"),
    "getChatMenuButton": method(get_chat_menu_button, "chat_id"),
}
