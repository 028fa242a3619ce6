"""Questions about the bot, a chat and its members."""

from __future__ import annotations

from playground.errors import bad_request
from playground.methods.table import method
from playground.parameters import Parameters
from playground.people import Json
from playground.state import PlaygroundState


def get_me(state: PlaygroundState, _: Parameters) -> Json:
    """The bot itself."""
    return {
        **state.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(state: PlaygroundState, parameters: Parameters) -> Json:
    """`ChatFullInfo`, as far as a playground knows it."""
    chat = state.chat(parameters.chat_id())
    return {
        **chat.payload,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(state: PlaygroundState, parameters: Parameters) -> Json:
    """Whether somebody is in a chat."""
    user_id = parameters.user_id()
    chat = state.chat(parameters.chat_id())
    if user_id == state.bot_id:
        status = "left" if chat.blocked else "member"
        return {"status": status, "user": state.bot_user()}
    person = state.people.get(user_id)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"status": "member" if person in chat.members else "left", "user": person.as_user()}


METHODS = {
    "getMe": method(get_me),
    "getChat": method(get_chat, "chat_id"),
    "getChatMember": method(get_chat_member, "chat_id user_id"),
}
