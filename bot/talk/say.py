"""What is said: blocks of Telegram HTML and the buttons under them. Escaping happens here and only here."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LIMIT = 4096  # UTF-16 units of one message (Bot API); tags count here too, so the bound is on the safe side
QUOTE_LIMIT = 3000
# what XML 1.0 forbids, and halves of surrogate pairs: no message, worksheet or document can carry them
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Button:
    """`action` and `args` stay in the database; Telegram sees a random token only.

    `bound`: it belongs to the question it stands under and is old once another question was asked..
    """

    label: str
    action: str
    args: tuple[str, ...] = ()
    bound: bool = False


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Say:
    """One thing said, as blocks with an empty line between them; too long, it becomes several messages.

    No tag spans blocks, and none but a quote's spans lines. The buttons stand under the last message.
    """

    blocks: tuple[str, ...]
    rows: Rows = ()

    def messages(self) -> list[str]:
        """The texts to send, each within Telegram's limit."""
        found: list[str] = []
        for block in (part for whole in self.blocks if whole for part in _fitting(whole)):
            gap = _gap(found[-1], block) if found else ""
            if found and utf16(found[-1]) + len(gap) + utf16(block) <= LIMIT:
                found[-1] += gap + block
            else:
                found.append(block)
        return found


def say(*blocks: str, rows: Iterable[Sequence[Button]] = ()) -> Say:
    return Say(tuple(blocks), tuple(tuple(row) for row in rows if row))


def esc(text: str) -> str:
    """Text somebody typed, as it may stand in a message: shown as typed, never markup."""
    return html.escape(_FORBIDDEN.sub("\ufffd", text), quote=False)


def bold(text: str) -> str:
    return f"<b>{esc(text)}</b>"


def quote(text: str) -> tuple[str, ...]:
    """A text somebody wrote, whole, in as many quotes as it needs."""
    return tuple(f"<blockquote>{part}</blockquote>" for part in _pieces(esc(text), QUOTE_LIMIT) if part)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, most: int = 60) -> str:
    """A name on a button or in a list."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def column(buttons: Iterable[Button]) -> list[list[Button]]:
    return [[button] for button in buttons]


def _gap(before: str, after: str) -> str:
    """An empty line, but none beside a quote, which has room of its own."""
    return "\n" if before.endswith("</blockquote>") or after.startswith("<blockquote>") else "\n\n"


def _fitting(block: str) -> list[str]:
    if utf16(block) <= LIMIT or block.startswith("<blockquote>"):
        return [block]
    parts: list[str] = []
    for line in block.split("\n"):
        if parts and utf16(parts[-1]) + 1 + utf16(line) <= LIMIT:
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return parts


def _pieces(escaped: str, most: int) -> list[str]:
    """Cuts escaped text without cutting an entity such as &amp; in two."""
    tokens = re.findall(r"&[a-z]+;|.", escaped, re.DOTALL)
    parts, size = [""], 0
    for token in tokens:
        width = utf16(token)
        if size + width > most:
            parts.append("")
            size = 0
        parts[-1] += token
        size += width
    return parts
