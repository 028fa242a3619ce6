"""The buttons of the welcome, the settings and the privacy page."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class AskLanguage(CallbackData, prefix="greet1"):
    """Ask in which language to greet; `newcomer` says which greeting it is."""

    newcomer: bool


class GreetIn(CallbackData, prefix="greetin1"):
    """Set this language, and greet in it."""

    language: str
    newcomer: bool


class ChangeConsent(CallbackData, prefix="consent1"):
    """Give or withdraw the consent for a purpose."""

    purpose: str
    given: bool


class ChooseLanguage(CallbackData, prefix="language1"):
    """Set this language, and show the settings in it."""

    language: str


class ExportMine(CallbackData, prefix="export1"):
    """Ask for the file of everything that is held about the member."""


class AskErasure(CallbackData, prefix="erase1"):
    """Ask what erasure means."""
