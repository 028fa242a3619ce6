"""Small values that one run saves for the next in the data directory, such as the bot's name."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path


class SavedValues:
    """Short texts by name; one that cannot be read or written counts as missing."""

    def __init__(self, data_dir: Path) -> None:
        self._directory = data_dir / "notes"

    def read(self, name: str) -> str | None:
        """The text, or None where there is none."""
        with contextlib.suppress(OSError, UnicodeError):
            return (self._directory / name).read_text("utf-8")
        return None

    def write(self, name: str, text: str) -> None:
        """Save the text whole or not at all."""
        with contextlib.suppress(OSError):
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=self._directory, encoding="utf-8", delete=False
            ) as draft:
                draft.write(text)
            Path(draft.name).replace(self._directory / name)
