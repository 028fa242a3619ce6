"""What one run notes down for the next in the data directory: small, and not to be relied on."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path


class Notes:
    """Short texts by name; a note that cannot be read or written is one that is not there."""

    def __init__(self, data_dir: Path) -> None:
        self._place = data_dir / "notes"

    def read(self, name: str) -> str | None:
        with contextlib.suppress(OSError, UnicodeError):
            return (self._place / name).read_text("utf-8")
        return None

    def write(self, name: str, text: str) -> None:
        """Whole or not at all."""
        with contextlib.suppress(OSError):
            self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=self._place, encoding="utf-8", delete=False
            ) as draft:
                draft.write(text)
            Path(draft.name).replace(self._place / name)
