"""The required texts of an event or a reward, and their lengths: pure functions."""

from __future__ import annotations

from collections.abc import Mapping

from core import compliance, members
from core.catalog.errors import WrongPart, WrongText

TITLE_MAX = 80
DESCRIPTION_MAX = 1000
DISCLOSURE_MAX = 1000
Texts = Mapping[str, str]


def missing(title: Texts, disclosure: Mapping[str, Texts]) -> list[str]:
    """RL-8: the texts missing before publishing; a part of a disclosure alone or per language."""
    untitled = [
        f"title.{language}" for language in members.LANGUAGES if not title.get(language, "").strip()
    ]
    return untitled + compliance.disclosure_gaps(disclosure, members.LANGUAGES)


def checked_title(title: Texts) -> dict[str, str]:
    """The title per language; a draft may lack some. Raises WrongText."""
    return _checked_texts("title", title, TITLE_MAX)


def checked_disclosure(disclosure: Mapping[str, Texts]) -> dict[str, dict[str, str]]:
    """The parts given so far; raises WrongPart and WrongText."""
    for part in disclosure:
        if part not in compliance.DISCLOSURE:
            raise WrongPart(part=part)
    return {
        part: _checked_texts(part, disclosure[part], DISCLOSURE_MAX)
        for part in compliance.DISCLOSURE
        if part in disclosure
    }


def checked_description(description: Texts) -> dict[str, str]:
    """The description per language, of which all may be lacking; raises WrongText."""
    return _checked_texts("description", description, DESCRIPTION_MAX)


def _checked_texts(part: str, texts: Texts, longest: int) -> dict[str, str]:
    for language, text in texts.items():
        if language not in members.LANGUAGES or len(text) > longest or "\0" in text:
            raise WrongText(part=f"{part}.{language}", longest=longest)
    return {language: text.strip() for language, text in texts.items()}
