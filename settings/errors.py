"""Errors of the settings: what is wrong with a value, and what a start cannot go on with."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


class SettingsError(Exception):
    """The start cannot go on: one line that names the variable and says what to do."""


def wrong(advice: str) -> PydanticCustomError:
    """The error of a validator; `advice` goes on from the variable's name.

    It is a custom error because pydantic then puts only our words into the message, and no value:
    a value may be a secret.
    """
    return PydanticCustomError("setting", "{advice}", {"advice": advice})
