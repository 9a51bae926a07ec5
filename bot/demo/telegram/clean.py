"""What a Telegram app does to a text before sending: control characters go, ends are trimmed, long texts are split."""

from bot.demo.telegram.entities import units

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_INVISIBLE = {0x0D: None} | dict.fromkeys(range(0x2028, 0x202F))  # carriage returns, line and direction marks
_SPACED = {code: " " for code in range(0x20) if code not in (0x0A, 0x0D)}


def cleaned(text: str) -> str:
    """As the app sends it. Empty when there is nothing to send; the app's send button does nothing then."""
    return text.translate(_INVISIBLE | _SPACED).strip()


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """A text longer than one message leaves the app as several, cut at a line or a space where there is one."""
    parts = []
    while units(text) > limit:
        at = _cut_before(text, limit)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts


def _cut_before(text: str, limit: int) -> int:
    end = limit
    while units(text[:end]) > limit:
        end -= 1
    for mark in ("\n", " "):
        at = text.rfind(mark, end // 2, end)
        if at > 0:
            return at
    return end
