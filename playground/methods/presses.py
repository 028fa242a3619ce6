"""Answering the press of a button."""

from __future__ import annotations

from playground.errors import bad_request
from playground.methods.table import method
from playground.parameters import Parameters
from playground.state import PRESS_LASTS, PlaygroundState

LONGEST = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(state: PlaygroundState, parameters: Parameters) -> bool:
    """End the spinner, with a toast or an alert if there is a text."""
    text = parameters.text("text")
    if len(text) > LONGEST:
        raise bad_request("MESSAGE_TOO_LONG")
    press = state.presses.get(parameters.text("callback_query_id"))
    if press is None or state.now() - press.pressed_at >= PRESS_LASTS:
        raise bad_request(TOO_OLD)
    press.answer = {
        "text": text,
        "show_alert": parameters.flag("show_alert"),
        "url": parameters.text("url"),
    }
    state.changes.publish("answer", **press.as_json())
    return True


METHODS = {
    "answerCallbackQuery": method(
        answer_callback_query, "callback_query_id text show_alert url cache_time"
    ),
}
