"""Reads the settings from the environment and `.env`; a fault in them is one line."""

from __future__ import annotations

import difflib
import os

from dotenv import dotenv_values
from pydantic import ValidationError

from settings.errors import SettingsError
from settings.model import DOTENV, PREFIX, Settings

TEST_PREFIX = "JIAFEN_TEST_"  # variables that only the tests read


def load() -> Settings:
    """The settings of this process. Raises SettingsError, whose text is one line."""
    _refuse_unknown()
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_first_fault(error)) from None


def _first_fault(error: ValidationError) -> str:
    # Pydantic also lists each default that depends on a faulty field; those are no faults.
    faults = error.errors(include_url=False, include_input=False)
    fault = next(item for item in faults if item["type"] != "default_factory_not_called")
    message = "cannot be read: give it as text in UTF-8"
    if fault["type"] == "setting":
        message = fault["msg"]
    if fault["type"] == "literal_error":
        message = f"must be {fault['ctx']['expected']}"
    if not fault["loc"]:
        return message
    return f"{PREFIX}{str(fault['loc'][0]).upper()} {message}"


def _refuse_unknown() -> None:
    """Refuse a variable with our prefix that is no setting: it is probably a typing error."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    try:
        given = {*os.environ, *dotenv_values(DOTENV, encoding="utf-8")}
    except UnicodeDecodeError:
        raise SettingsError(f"{DOTENV} must be a text file in UTF-8") from None
    for name in sorted(given):
        if not name.upper().startswith(PREFIX) or name.upper().startswith(TEST_PREFIX):
            continue
        if name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            advice = f"did you mean {near[0]}?" if near else "remove it"
            raise SettingsError(f"{name} is not a setting of Jiafen: {advice}")
