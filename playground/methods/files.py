"""getFile: where an uploaded file can be fetched."""

from __future__ import annotations

from playground.errors import ApiError, bad_request
from playground.files import DOWNLOAD_BYTES
from playground.methods.table import method
from playground.parameters import Parameters
from playground.people import Json
from playground.state import PlaygroundState


def get_file(state: PlaygroundState, parameters: Parameters) -> Json:
    """The path beneath `/file/bot<token>/`."""
    file_id = parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id is not specified")
    try:
        stored = state.files.known(file_id)
    except ApiError as unknown:
        raise bad_request("wrong file_id or the file is temporarily unavailable") from unknown
    if len(stored.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


METHODS = {"getFile": method(get_file, "file_id")}
