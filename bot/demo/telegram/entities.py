"""Formatted text: Telegram's HTML into text plus entities, and the entities it finds by itself.

Offsets and lengths are UTF-16 code units, as everywhere in the Bot API (https://core.telegram.org/bots/api#messageentity).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.demo.telegram.refusals import bad


@dataclass(frozen=True)
class Entity:
    """A span of a text. `url` belongs to text_link, `language` to pre, `unix_time` and `format` to date_time."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    unix_time: int | None = None
    format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"type": self.type, "offset": self.offset, "length": self.length}
        optional = {
            "url": self.url,
            "language": self.language,
            "unix_time": self.unix_time,
            "date_time_format": self.format,
        }
        return found | {key: value for key, value in optional.items() if value is not None}


@dataclass(frozen=True)
class Formatted:
    """A text with its entities, the way a message holds it."""

    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def length(self) -> int:
        return units(self.text)


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def trimmed(formatted: Formatted) -> Formatted:
    """Without white space at both ends: a message never begins or ends with it."""
    text = formatted.text
    lead = units(text) - units(text.lstrip())
    kept = text.strip()
    return Formatted(kept, tuple(_moved(formatted.entities, lead, units(kept))))


def _moved(entities: tuple[Entity, ...], lead: int, length: int) -> Iterator[Entity]:
    for entity in entities:
        start, end = max(entity.offset - lead, 0), min(entity.end - lead, length)
        if end > start:
            yield replace(entity, offset=start, length=end - start)


def given(raw: Any, text: str) -> tuple[Entity, ...]:
    """Entities the caller named itself instead of a parse mode."""
    if not isinstance(raw, list):
        raise bad("can't parse MessageEntity: expected an Array of MessageEntity")
    found = []
    for item in raw:
        entity = Entity(
            str(item.get("type")), int(item["offset"]), int(item["length"]), item.get("url"), item.get("language")
        )
        if entity.offset < 0 or entity.length <= 0 or entity.end > units(text):
            raise bad(f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text")
        found.append(entity)
    return ordered(found)


def ordered(entities: list[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


# What the server marks without being asked, in texts of people and of bots alike.
_AUTOMATIC = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("url", re.compile(r"(?<![\w@])(?:https?://[^\s<>\"]+[^\s<>\".,;:!?)]|t\.me/[A-Za-z0-9_/?=-]+)")),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]")),
    ("mention", re.compile(r"(?<![\w/.@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
_NO_SEARCH_INSIDE = {"code", "pre", "text_link"}


def with_found(formatted: Formatted) -> Formatted:
    """The text with commands, links, addresses, mentions and hashtags marked, where nothing else covers them."""
    found = list(formatted.entities)
    taken = [entity for entity in found if entity.type in _NO_SEARCH_INSIDE]
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(formatted.text):
            start = units(formatted.text[: match.start()])
            entity = Entity(kind, start, units(match.group()))
            if not any(entity.offset < other.end and other.offset < entity.end for other in taken):
                taken.append(entity)
                found.append(entity)
    return Formatted(formatted.text, ordered(found))
