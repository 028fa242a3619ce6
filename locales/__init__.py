"""The only renderer of texts for people: a message id and facts in, a text in one language out.

`texts = Texts.load()` once; `t = texts.language("zh-Hans")`; `t("ledger-balance", points=120)`.
A catalogue is every `locales/<language>/*.ftl` (Fluent). Loading checks that the languages have the
same messages with the same variables, and that only `<b> <i> <code>` are in them.

A missing message or argument raises `MissingText`, in production too, because no reader must see a
message id. The face that catches it sends an apology (`bot-apology`) and logs the error.
"""

from __future__ import annotations

from locales.catalogue import CatalogueError as CatalogueError
from locales.language import LANGUAGES as LANGUAGES
from locales.language import Language as Language
from locales.language import MissingText as MissingText
from locales.texts import Texts as Texts
