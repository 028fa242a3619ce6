"""The bot's profile: name, descriptions, commands and menu buttons, by language."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.people import Json, Person

Scope = tuple[str, int, int]  # type, chat id, user id
DEFAULT: Scope = ("default", 0, 0)


@dataclass
class Profile:
    """The bot's profile as set by the bot; languages are two letters, "" is everybody else."""

    username: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_button: Json | None = None
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """The bot's name in a language."""
        return _localised(self.names, language)

    def description(self, language: str) -> str:
        """The text of the empty chat in a language."""
        return _localised(self.descriptions, language)

    def short_description(self, language: str) -> str:
        """The line of the profile in a language."""
        return _localised(self.short_descriptions, language)

    def menu_for(self, chat_id: int) -> Json:
        """The menu button of a private chat."""
        return self.menu_buttons.get(chat_id) or self.menu_button or {"type": "commands"}

    def commands_for(self, chat_id: int, person: Person) -> list[Json]:
        """The commands that this person sees in this chat: the narrowest scope first."""
        where = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes: list[Scope] = [("chat", chat_id, 0), (where, 0, 0), DEFAULT]
        if chat_id < 0:
            scopes.insert(0, ("chat_member", chat_id, person.id))
        for scope in scopes:
            for language in (person.language_code[:2], ""):
                commands = self.commands.get((scope, language))
                if commands:
                    return commands
        return []


def _localised(texts: dict[str, str], language: str) -> str:
    return texts.get(language[:2]) or texts.get("", "")
