"""Files on the local Telegram: what was uploaded, under which ids, and how the Bot API shows it."""

import base64
import hashlib
import struct
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from bot.demo.telegram.refusals import bad

UPLOAD_LIMIT = 50_000_000
PHOTO_LIMIT = 10_000_000
DOWNLOAD_LIMIT = 20_000_000
# A real one-pixel JPEG: the small size of every photo, so that code taking the wrong size is noticed.
SMALL = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwS"
    "ExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
)


@dataclass(frozen=True)
class StoredFile:
    """Bytes with the ids Telegram gave them. `path` is what getFile answers; `width` and `height` are a photo's."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes = field(repr=False)
    kind: str  # document, photo, voice, sticker
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        return len(self.content)

    def as_document(self) -> dict[str, Any]:
        return {"file_name": self.name, "mime_type": self.mime} | self.as_file()

    def as_file(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def as_size(self) -> dict[str, Any]:
        return self.as_file() | {"width": self.width, "height": self.height}


class Cabinet:
    """All files, found by id or by the path getFile gave out."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def put(self, name: str, mime: str, content: bytes, kind: str) -> StoredFile:
        number = len(self._by_id) + 1
        code = hashlib.sha256(f"{number}:{name}:{len(content)}".encode()).digest()
        suffix = ".jpg" if kind == "photo" else PurePosixPath(name).suffix.lower()
        width, height = measured(content) or (800, 600)
        stored = StoredFile(
            file_id="BQAC" + base64.urlsafe_b64encode(code).decode().rstrip("="),
            unique_id="AgAD" + base64.urlsafe_b64encode(code[:9]).decode(),
            path=f"{kind}s/file_{number}{suffix}",
            name=name,
            mime=mime,
            content=content,
            kind=kind,
            width=width,
            height=height,
        )
        return self.keep(stored)

    def keep(self, stored: StoredFile) -> StoredFile:
        self._by_id[stored.file_id] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return next((stored for stored in self._by_id.values() if stored.path == path), None)

    def all(self) -> list[StoredFile]:
        return list(self._by_id.values())

    def downloadable(self, file_id: str) -> StoredFile:
        """The file for getFile; refuses what the real server would not hand out."""
        stored = self.by_id(file_id)
        if stored is None:
            raise bad("invalid file_id")
        if stored.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return stored


def measured(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG from its header; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
