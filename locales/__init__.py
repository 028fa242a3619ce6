"""The one renderer of words for people: codes and facts in, text in the reader's language out.

`texts = Texts.load()` once; `t = texts.language("zh-Hans")`; `t("ledger-balance", points=120)`.
A catalogue is every `locales/<language>/*.ftl` (Fluent). Loading checks what can be checked: the
languages have the same messages with the same variables, and only `<b> <i> <code>` in them.

A text or an argument that is missing raises `MissingText`, in production too: a message id is
never shown to anybody. The face that catches it apologises (`bot-apology`) and logs it.
"""

from __future__ import annotations

from locales.catalogue import CatalogueError
from locales.language import LANGUAGES, Language, MissingText
from locales.texts import Texts

__all__ = ["LANGUAGES", "CatalogueError", "Language", "MissingText", "Texts"]
