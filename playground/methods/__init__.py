"""The Bot API methods that the playground plays: one table from name to function."""

from __future__ import annotations

import inspect
from typing import Any

from playground.errors import ApiError, bad_request
from playground.methods import chats, edits, files, messages, presses, profile, updates
from playground.methods.table import Method
from playground.parameters import Parameters
from playground.state import PlaygroundState

METHODS: dict[str, Method] = {
    name.lower(): method
    for table in (
        updates.METHODS,
        messages.METHODS,
        edits.METHODS,
        presses.METHODS,
        files.METHODS,
        chats.METHODS,
        profile.METHODS,
    )
    for name, method in table.items()
}
# Telegram does not run these when a webhook answers with them.
NOT_IN_AN_ANSWER = {"setwebhook", "deletewebhook"}


async def call(state: PlaygroundState, name: str, parameters: Parameters) -> Any:
    """Run a method and return its `result`; whatever it refuses is an `ApiError`.

    A parameter that the playground does not play is refused: quietly leaving it out would be a
    success that Telegram would not have given.
    """
    method = METHODS.get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    given = {key for key in (*parameters.values, *parameters.files) if parameters.has(key)}
    attached = {key for key in parameters.files if method.takes_files}
    unknown = given - method.parameters - attached
    if unknown:
        raise bad_request(f"the playground does not play {name} with {', '.join(sorted(unknown))}")
    result = method.run(state, parameters)
    return await result if inspect.isawaitable(result) else result
