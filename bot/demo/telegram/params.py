"""The arguments of one Bot API call, however they came: query, form, multipart or JSON."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.demo.telegram.refusals import bad


@dataclass(frozen=True)
class Upload:
    """A file part of a multipart request."""

    name: str
    mime: str
    content: bytes


@dataclass
class Params:
    """Reads arguments as the real server does: everything may be a string, objects may be JSON in a string.

    `used` collects the names a method looked at; what was sent and not looked at is reported as unknown.
    """

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def raw(self, name: str) -> Any:
        self.used.add(name)
        return self.values.get(name)

    def ignore(self, *names: str) -> None:
        """Marks arguments that are fine but change nothing here, such as disable_notification."""
        self.used.update(names)

    @property
    def unknown(self) -> list[str]:
        return sorted((set(self.values) | set(self.files)) - self.used)

    def text(self, name: str) -> str:
        value = self.raw(name)
        return "" if value is None else str(value)

    def integer(self, name: str) -> int | None:
        value = self.raw(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            return None

    def number(self, name: str) -> float:
        try:
            return float(self.raw(name) or 0)
        except (TypeError, ValueError):
            return 0.0

    def flag(self, name: str) -> bool:
        return str(self.raw(name)).lower() in ("true", "1", "yes", "t")

    def json(self, name: str, complaint: str) -> Any:
        """A parsed object; None when the argument is missing or empty. `complaint` is the refusal for broken JSON."""
        value = self.raw(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad(complaint) from None

    def upload(self, name: str) -> Upload | None:
        self.used.add(name)
        return self.files.get(name)
