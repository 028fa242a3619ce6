"""Errors of the settings: a value that is wrong, and a start that must end."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


class SettingsError(Exception):
    """The settings do not allow a start: one line that names the variable and says what to do."""


def wrong(advice: str) -> PydanticCustomError:
    """The error of a validator; `advice` is the sentence after the variable's name.

    It is a custom error because pydantic then puts only our words into the message, and no value:
    a value may be a secret.
    """
    return PydanticCustomError("setting", "{advice}", {"advice": advice})
