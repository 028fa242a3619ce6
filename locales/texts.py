"""All languages: loaded once, compared with each other, selected by a reader's language code."""

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
    """The texts of every language."""

    def __init__(self, languages: dict[str, Language]) -> None:
        self._languages = languages

    @classmethod
    def load(cls, root: Path | None = None, *, zone: tzinfo = PROGRAMME_ZONE) -> Texts:
        """Read the catalogues below `root`; moments in the texts will be in `zone`.

        Raises CatalogueError, which lists all faults.
        """
        root = root or Path(__file__).parent
        catalogues = {code: catalogue.read(root / code) for code in LANGUAGES}
        faults = [fault for loaded in catalogues.values() for fault in loaded.faults]
        faults += catalogue.differences(catalogues)
        if faults:
            raise CatalogueError("\n".join(faults))
        return cls({code: Language(code, messages, zone) for code, messages in catalogues.items()})

    def language(self, code: str | None) -> Language:
        """The language for one of our codes or Telegram's (IETF): any Chinese, else English."""
        tag = (code or "").replace("_", "-").lower().partition("-")[0]
        return self._languages[CHINESE if tag == "zh" else ENGLISH]
