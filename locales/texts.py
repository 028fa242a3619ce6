"""All languages together: loaded once, checked against each other, found by a reader's code."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from locales import catalogue
from locales.catalogue import CatalogueError
from locales.language import LANGUAGES, Language

PROGRAMME_ZONE = ZoneInfo("Asia/Shanghai")  # the rulebook's default
CHINESE, ENGLISH = LANGUAGES


class Texts:
    """Every language's texts."""

    def __init__(self, languages: dict[str, Language]) -> None:
        self._languages = languages

    @classmethod
    def load(cls, root: Path | None = None, *, zone: tzinfo = PROGRAMME_ZONE) -> Texts:
        """Reads the catalogues below `root`; moments will be written in `zone`.

        Raises CatalogueError, which lists everything that is wrong.
        """
        root = root or Path(__file__).parent
        found = {code: catalogue.read(root / code) for code in LANGUAGES}
        faults = [fault for one in found.values() for fault in one.faults]
        faults += catalogue.differences(found)
        if faults:
            raise CatalogueError("\n".join(faults))
        return cls({code: Language(code, one, zone) for code, one in found.items()})

    def language(self, code: str | None) -> Language:
        """By an exact or a Telegram language code (IETF): Chinese of any kind, else English."""
        tag = (code or "").replace("_", "-").lower().partition("-")[0]
        return self._languages[CHINESE if tag == "zh" else ENGLISH]
