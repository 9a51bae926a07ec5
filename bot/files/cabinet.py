"""Where files lie in the data folder: evidence under the hash of its bytes, papers under their number."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cabinet:
    """All names are made here; nothing an officer types becomes part of a path."""

    folder: Path

    def keep_evidence(self, content: bytes) -> str:
        """Stores the bytes once, whoever sends them how often; returns their sha256."""
        digest = hashlib.sha256(content).hexdigest()
        place = f"evidence/{digest[:2]}/{digest}"
        file = self.folder / place
        if not file.exists() or file.stat().st_size != len(content):  # the name is the hash of the whole
            self._write(place, content)
        return digest

    def keep_paper(self, number: int, ending: str, content: bytes) -> tuple[str, str]:
        """Stores a rendered paper; returns its place in the folder and its sha256."""
        place = f"papers/{number:06d}.{re.sub('[^a-z]', '', ending)}"
        self._write(place, content)
        return place, hashlib.sha256(content).hexdigest()

    def read(self, place: str) -> bytes:
        """The bytes of a stored file; ValueError for a place outside the folder."""
        file = (self.folder / place).resolve()
        if not file.is_relative_to(self.folder.resolve()):
            raise ValueError(f"{place} is outside the data folder")
        return file.read_bytes()

    def _write(self, place: str, content: bytes) -> None:
        """Whole or not at all: written beside, flushed, then put in place."""
        file = self.folder / place
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = file.with_name(f"{file.name}.{os.getpid()}.part")
        with beside.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(file)
