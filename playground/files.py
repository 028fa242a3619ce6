"""Keeps uploaded photos and documents, and reads a picture's size from its first bytes."""

from __future__ import annotations

import hashlib
import mimetypes
import secrets
import struct
from dataclasses import dataclass

from playground.errors import ApiError, bad_request
from playground.people import Json

MOST_BYTES = 100 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
MOST_PIXELS_OF_SIDES = 10_000
WIDEST_RATIO = 20
PNG_HEAD = 24
GIF_HEAD = 10
# JPEG: every marker begins with FF; C0 to CF start a frame, but for these three.
MARKER = 0xFF
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class StoredFile:
    """A file that the playground keeps; `kind` is `photo` or `document`."""

    id: str
    unique_id: str
    kind: str
    name: str
    content: bytes
    content_type: str
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        """`file_path` as getFile tells it."""
        return f"{self.kind}s/{self.unique_id}/{self.name}"

    def as_message_fields(self) -> Json:
        """The `photo` or `document` field of a message."""
        base: Json = {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }
        if self.kind == "photo":
            return {"photo": [{**base, "width": self.width, "height": self.height}]}
        return {"document": {**base, "file_name": self.name, "mime_type": self.content_type}}


@dataclass(frozen=True)
class Upload:
    """A file as it came with the request."""

    name: str
    content: bytes
    content_type: str = ""


class Files:
    """All files, at most 100 MB; the oldest go first."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """Store an upload as Telegram would, or refuse it in Telegram's words."""
        if len(upload.content) > UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        if not upload.content:
            raise bad_request("file must be non-empty")
        width, height = self._measured(upload) if kind == "photo" else (0, 0)
        guessed = mimetypes.guess_type(upload.name)[0]
        stored = StoredFile(
            id=f"{'AgAC' if kind == 'photo' else 'BQAC'}{secrets.token_urlsafe(36)}",
            unique_id=hashlib.sha256(upload.content).hexdigest()[:16],
            kind=kind,
            name=_safe(upload.name) or ("photo.jpg" if kind == "photo" else "file"),
            content=upload.content,
            content_type=guessed or upload.content_type or "application/octet-stream",
            width=width,
            height=height,
        )
        self._files[stored.id] = stored
        while sum(len(file.content) for file in self._files.values()) > MOST_BYTES:
            del self._files[next(iter(self._files))]
        return stored

    def known(self, file_id: str, kind: str | None = None) -> StoredFile:
        """A stored file by its id; a photo cannot stand in for a document, nor the reverse."""
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request(
                "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
            )
        if kind is not None and stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def by_path(self, path: str) -> StoredFile | None:
        """The file that getFile named by this path."""
        return next((file for file in self._files.values() if file.path == path), None)

    @staticmethod
    def _measured(upload: Upload) -> tuple[int, int]:
        if len(upload.content) > PHOTO_BYTES:
            raise bad_request("file is too big for a photo")
        size = _picture_size(upload.content)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = size
        if width + height > MOST_PIXELS_OF_SIDES or max(size) > WIDEST_RATIO * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return width, height


def _safe(name: str) -> str:
    return name.replace("/", "_").replace("\\", "_").replace("\x00", "")[-128:]


def _picture_size(content: bytes) -> tuple[int, int] | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= PNG_HEAD:
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else None
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= GIF_HEAD:
        width, height = struct.unpack("<HH", content[6:10])
        return (width, height) if width and height else None
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == MARKER:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
